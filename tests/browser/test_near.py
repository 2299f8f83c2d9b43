"""A reader of a pattern finds Run without a long way to it."""

import pytest
from playwright.sync_api import Browser

from integration_patterns.site.served import ROOT

pytestmark = pytest.mark.browser

TWO_SCREENS = 1_600
PAGES = sorted(page.stem for page in (ROOT / "docs/patterns").glob("*.md") if page.stem != "index")


def test_the_first_run_of_each_pattern_is_on_its_first_two_screens(
    browser: Browser, site: str
) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as window:
        page = window.new_page()
        below = {}
        for name in PAGES:
            page.goto(f"{site}patterns/{name}/")
            button = page.get_by_role("button", name="Run it here").first
            button.wait_for()
            below[name] = button.evaluate("b => b.getBoundingClientRect().bottom + scrollY")

    assert len(PAGES) == 15
    assert {name: at for name, at in below.items() if at > TWO_SCREENS} == {}


def test_home_leads_to_the_app_that_runs_in_the_browser(browser: Browser, site: str) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 800}) as window:
        page = window.new_page()
        page.goto(site)
        button = page.get_by_role("link", name="Run it in the browser")
        box = button.bounding_box()
        assert box
        assert box["y"] + box["height"] < 800
        button.click()
        page.wait_for_url("**/playground/")
