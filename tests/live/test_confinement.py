"""What the reader's code can't do: it has a worker, and nothing of the page or the network."""

import json

import pytest
from playwright.sync_api import Page

from tests.live.engine import ask, printed, start_with_route

# One browser for all: the group keeps them on one worker.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


def test_the_code_has_no_way_to_the_network_or_to_stored_data(page: Page) -> None:
    """Neither by name nor through the prototypes that browsers keep them on."""
    names = ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "importScripts", "Worker",
             "indexedDB", "caches", "navigator", "postMessage",
             "webkitRequestFileSystemSync"]  # fmt: skip
    start_with_route(
        page,
        f"import js; scope = js.WorkerGlobalScope.prototype; names = {names}\n"
        "        return [n for n in names if getattr(js, n, None) or getattr(scope, n, None)]",
    )

    assert json.loads(ask(page, "/extra")["text"]) == []


@pytest.mark.parametrize(
    "body", ["js.eval('1')", "js.Function.new('return 1')", "js.eval('import(\"//x.example\")')"]
)
def test_the_pages_policy_holds_in_the_worker(page: Page, body: str) -> None:
    """The page has it in a meta tag only, as on a host that sends no headers."""
    start_with_route(page, f"import js; {body}")

    assert ask(page, "/extra")["status"] == 500
    assert "Content Security Policy" in printed(page)


def test_all_that_the_page_fetches_is_the_bundle(page: Page, address: str) -> None:
    """Also while the app runs, is asked, and asks others."""
    fetched = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")

    assert fetched
    assert [one for one in fetched if not one.startswith((address, f"blob:{address}"))] == []
