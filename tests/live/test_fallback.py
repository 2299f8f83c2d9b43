"""A snapshot that doesn't fit is not used: the page starts in the ordinary way."""

import pytest
from playwright.sync_api import Browser, Route

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("engine"), pytest.mark.timeout(300)]


def test_a_snapshot_that_does_not_fit_is_not_used(browser: Browser, address: str) -> None:
    """The first start takes longer, and all is well."""

    def answer(route: Route) -> None:
        route.fulfill(body=b"another version")

    page = browser.new_page()
    page.set_default_timeout(120_000)
    page.route("**/snapshot-*.bin", answer)
    page.goto(address)
    page.wait_for_function("window.engine")

    started = page.evaluate("engine.start({ files: {}, env: {} })")

    assert started["ok"], started
    assert page.evaluate("ask('GET', '/health')")["status"] == 200
    page.close()
