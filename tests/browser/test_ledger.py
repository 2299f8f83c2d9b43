"""The list of everything that is proven, as a reader looks something up in it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


@pytest.fixture(name="ledger")
def _ledger(browser: Browser, site: str) -> Iterator[Page]:
    window = browser.new_context(base_url=site, viewport={"width": 1280, "height": 800})
    page = window.new_page()
    page.goto("reference/ledger/")
    yield page
    window.close()


def test_the_ledger_is_short_until_a_page_is_unfolded(ledger: Page) -> None:
    assert ledger.evaluate("document.documentElement.scrollHeight") < 6_000
    ledger.get_by_text("docs/patterns/middleware.md").click()

    expect(ledger.get_by_role("cell", name="console").first).to_be_visible()


def test_typing_in_the_filter_leaves_the_blocks_with_all_of_its_words(ledger: Page) -> None:
    """The letters of the theme's shortcuts too: they stay in the field."""
    ledger.get_by_label("Filter").press_sequentially("scheduler.md console")
    rows = ledger.locator(".ledger tbody tr:visible")

    expect(ledger.locator("ledger-filter output")).to_have_text(f"{rows.count()} blocks")
    assert rows.count() > 0
    for row in rows.all_inner_texts():
        assert "console" in row
    expect(ledger.locator(".ledger:visible")).to_have_count(1)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_column_of_the_ledger_is_cut(ledger: Page, width: int) -> None:
    ledger.set_viewport_size({"width": width, "height": 800})
    ledger.locator(".ledger").evaluate_all("all => all.forEach((one) => (one.open = true))")

    cut = ledger.locator(".ledger").evaluate_all(
        """all => all.flatMap((one) => [...one.querySelectorAll("td, table")])
            .filter((cell) => cell.scrollWidth > cell.clientWidth + 1)
            .map((cell) => cell.textContent)"""
    )
    assert cut == []


def test_the_ledger_is_read_without_scripts(browser: Browser, site: str) -> None:
    window = browser.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(f"{site}reference/ledger/")
    page.get_by_text("docs/patterns/middleware.md").click()

    expect(page.get_by_role("cell", name="console").first).to_be_visible()
    window.close()
