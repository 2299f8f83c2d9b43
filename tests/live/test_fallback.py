"""A snapshot that doesn't fit is not used: the page starts in the ordinary way."""

import pytest
from playwright.sync_api import Browser, Route

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


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


def test_a_snapshot_that_was_not_fetched_is_fetched_by_the_next_start(
    browser: Browser, address: str
) -> None:
    """A lost connection is told as one, and doesn't slow the rest of the visit."""
    page = browser.new_page()
    page.set_default_timeout(120_000)
    warned: list[str] = []
    page.on("console", lambda said: warned.append(said.text) if said.type == "warning" else None)
    page.route("**/snapshot-*.bin", lambda route: route.abort(), times=1)
    page.goto(address)
    page.wait_for_function("window.engine")

    failed = page.evaluate("failure(engine.start({ files: {}, env: {} }))")
    assert failed is not None
    assert "can't be fetched" in failed["message"]
    with page.expect_response("**/snapshot-*.bin"):
        started = page.evaluate("engine.start({ files: {}, env: {} })")

    assert started["ok"], started
    assert warned == []
    page.close()
