"""What a reader sees at the edges: on paper, on a phone, in a long list, at the end of a line."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(name="page")
def _page(browser: Browser, site: str) -> Iterator[Page]:
    window = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    yield window.new_page()
    window.close()


def test_a_block_is_printed_once(page: Page) -> None:
    """Its other views say the same once more."""
    page.goto("patterns/services/")
    page.emulate_media(media="print")
    shown = page.locator(".tabbed-set.views").evaluate_all(
        """sets => sets.map((set) => [...set.querySelectorAll(":scope > .tabbed-content > *")]
            .filter((block) => block.checkVisibility()).length)"""
    )

    assert shown
    assert set(shown) == {1}
    expect(page.locator(".tabbed-set.views > .tabbed-labels").first).to_be_hidden()


def test_a_line_that_goes_on_to_the_right_shows_it_until_its_end_is_reached(page: Page) -> None:
    page.goto("patterns/cli-backend/")
    going_on = page.locator(".language-console pre[data-more] > code")
    expect(going_on.first).to_be_visible()
    before = going_on.count()
    going_on.first.evaluate("code => { code.scrollLeft = code.scrollWidth }")

    expect(going_on).to_have_count(before - 1)


def test_the_title_of_the_sidebar_covers_what_scrolls_below_it(page: Page) -> None:
    page.goto("reference/rules/one-process-per-image/")
    title = page.locator(".md-nav--lifted > .md-nav__list > .md-nav__item--active > .md-nav__link")
    ground = title.first.evaluate("title => getComputedStyle(title).backgroundColor")

    assert ground == page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_table_of_speeds_fits_a_phone(page: Page) -> None:
    """A range stays in one line, and no column is cut."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("reference/live-speed/")
    table = page.locator("table").first
    box = table.bounding_box()
    lines = table.locator("td:nth-child(n + 2)").evaluate_all(
        """cells => cells.map((cell) => {
          const range = document.createRange()
          range.selectNodeContents(cell)
          return new Set([...range.getClientRects()].map((rect) => Math.round(rect.top))).size
        })"""
    )

    assert box
    assert box["x"] + box["width"] <= 390
    assert max(lines) <= 2
