"""Chromium for the tests of a module."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from integration_patterns.site.browser import NoBrowserError, chromium


# Of a module, not of the session: while Playwright is open, no other test could run an event loop.
@pytest.fixture(scope="module", name="browser")
def module_browser() -> Iterator[Browser]:
    """One headless Chromium; without any, the tests are skipped."""
    try:
        with chromium() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(str(error))  # who writes a page needs no browser; CI has one, and skips nothing


def save_data(page: Page, *, really: bool = True) -> None:
    """Let the browser tell pages whether its reader saves data; then nothing is fetched ahead."""
    saves = str(really).lower()
    page.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {{ saveData: {saves} }} }})"
    )
