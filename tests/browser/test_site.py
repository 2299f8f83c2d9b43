"""Every page of the guide, as a reader's browser meets it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from integration_patterns.site.served import ROOT
from tests.support.accessible import check_contrast_of, violations
from tests.support.browsers import save_data

pytestmark = pytest.mark.browser

SOURCES = sorted((ROOT / "docs").rglob("*.md"))
PAGES = [
    source.relative_to(ROOT / "docs").with_suffix("").as_posix().removesuffix("index").rstrip("/")
    for source in SOURCES
]
MARK_SAMPLES = Path(__file__).with_name("contrast_samples.js").read_text("utf-8")
SAMPLES = "[data-contrast-sample]"
ADDRESSES = [f"{page}/" if page else "" for page in PAGES] + ["404.html"]


@dataclass
class Visit:
    """A tab that notes what its page asks for and what it complains about."""

    page: Page
    site: str
    elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    combinations: dict[bool, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Listen, from the first page on."""
        self.page.on("request", lambda request: self._note(request.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in {"error", "warning"}
                else None
            ),
        )

    def open(self, address: str) -> Page:
        """Go to a page of the site, on a desk in the light."""
        self.elsewhere.clear()
        self.complaints.clear()
        self.page.emulate_media(color_scheme="light")
        self.page.set_viewport_size({"width": 1280, "height": 720})
        self.page.goto(self.site + address)
        return self.page

    def mark_samples(self) -> bool:
        """Mark what decides a text's contrast and stood on no page before; whether there is any."""
        is_dark = self.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        known = self.combinations.get(is_dark, [])
        found = self.page.evaluate(MARK_SAMPLES, known)
        self.combinations[is_dark] = found["seen"]
        assert found["looked"] > 0
        return len(found["seen"]) > len(known)

    def _note(self, url: str) -> None:
        if not url.startswith((self.site, "data:", "blob:")):
            self.elsewhere.append(url)


# One tab for all pages: what they share is fetched and compiled once, as it is for a reader.
@pytest.fixture(scope="module", name="visit")
def _visit(browser: Browser, site: str) -> Iterator[Visit]:
    with browser.new_context(reduced_motion="reduce") as window:
        page = window.new_page()
        # No Python starts behind a page that is looked at, and not run.
        save_data(page)
        yield Visit(page, site)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_self_contained_fits_a_phone_and_is_accessible(
    visit: Visit, address: str
) -> None:
    """One visit, because loading a page costs more than looking at it four times."""
    page = visit.open(address)
    visit.mark_samples()
    check_contrast_of(page, SAMPLES)
    found = violations(page, "html")
    page.emulate_media(color_scheme="dark")
    if visit.mark_samples():
        found += violations(page, SAMPLES, rules=["color-contrast"])
    page.set_viewport_size({"width": 360, "height": 800})

    assert visit.elsewhere == []
    assert visit.complaints == []
    assert found == []
    assert _sticking_out(page) == []


def _sticking_out(page: Page) -> list[str]:
    """Whatever makes the page scroll sideways."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] :
            [...document.querySelectorAll("main *")]
                .filter((element) => element.getBoundingClientRect().right > innerWidth)
                .map((element) => element.outerHTML.slice(0, 160))"""
    )
