"""The playground in Chromium and in Firefox, for real keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from integration_patterns.site.browser import chromium
from tests.support import firefox
from tests.support.workbench import Workbench


@pytest.fixture(scope="module", name="browser", params=["chromium", "firefox"])
def _browser(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    if request.param == "chromium":
        with chromium() as browser:
            yield browser
        return
    program = firefox.find()
    if program is None:
        pytest.skip("Firefox is not installed. fix: apt install firefox-esr")
    with firefox.driven(program, tmp_path_factory.mktemp("firefox")) as browser:
        yield browser


@pytest.fixture(name="page")
def _page(browser: Browser, site: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 1600})
    page.set_default_timeout(30_000)
    page.goto(f"{site}playground/")
    yield page
    page.close()


@pytest.fixture(name="workbench")
def _workbench(page: Page) -> Workbench:
    workbench = Workbench(page, page.locator("live-example"))
    expect(workbench.example.locator(".cm-content")).to_be_visible()
    page.evaluate("document.querySelector('live-example').stillHere = true")
    return workbench
