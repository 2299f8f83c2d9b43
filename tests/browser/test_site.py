"""Every page of the guide, as a reader's browser meets it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from integration_patterns.site.served import ROOT

pytestmark = pytest.mark.browser

SOURCES = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [
    source.relative_to(ROOT / "docs").with_suffix("").as_posix().removesuffix("index").rstrip("/")
    for source in SOURCES
]
CONTRAST_SAMPLES = Path(__file__).with_name("contrast_samples.js").read_text("utf-8")
CONTRAST = "color-contrast"
ADDRESSES = [f"{page}/" if page else "" for page in PAGES] + ["404.html"]


@dataclass
class Visit:
    """A tab that notes what the page asks for and what it complains about."""

    page: Page
    site: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        """Open a page of the site."""
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(self.site + address)
        return self.page

    def _note(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")):
            self.elsewhere.append(url)


# One window for all pages: what they share is fetched once, as it is for a reader.
@pytest.fixture(scope="module", name="window")
def _window(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(reduced_motion="reduce") as window:
        yield window


@pytest.fixture(name="visit")
def _visit(window: BrowserContext, site: str) -> Iterator[Visit]:
    with window.new_page() as page:
        yield Visit(page, site)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_self_contained_fits_a_phone_and_is_accessible(
    visit: Visit, address: str
) -> None:
    """One visit, because loading a page costs more than looking at it four times."""
    page = visit.open(address)
    found = {
        "structure": _violations(page, rules={CONTRAST: {"enabled": False}}),
        "light": _unreadable(page),
    }
    page.emulate_media(color_scheme="dark")
    found["dark"] = _unreadable(page)
    page.set_viewport_size({"width": 360, "height": 800})

    assert visit.elsewhere == []
    assert visit.complaints == []
    assert found == {"structure": [], "light": [], "dark": []}
    assert _sticking_out(page) == []


def _unreadable(page: Page) -> list[str]:
    assert page.evaluate(CONTRAST_SAMPLES) > 0
    return _violations(page, within="[data-contrast-sample]", runOnly=[CONTRAST])


def _violations(page: Page, within: str = "html", **options: object) -> list[str]:
    response = Axe().run(page, within, {"resultTypes": ["violations"], **options}).response
    return [
        f"{violation['id']}: {node['html'][:160]} {node['any'][:1]}"
        for violation in response["violations"]
        for node in violation["nodes"]
    ]


def _sticking_out(page: Page) -> list[str]:
    """Whatever makes the page scroll sideways."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("main *")]
                .filter((element) => element.getBoundingClientRect().right > innerWidth)
                .map((element) => element.outerHTML.slice(0, 160))"""
    )
