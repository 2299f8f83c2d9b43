"""Each line of the page about what differs in the browser."""

import json
import re

import pytest
from playwright.sync_api import Page

from integration_patterns.live.runtime.imports.absent import NO_POSTGRESQL, NO_SOCKETS
from integration_patterns.site.served import ROOT
from tests.live import test_apps_tests, test_engine, test_faults
from tests.live.engine import ask, printed, start, start_with_route

# One browser for all: the group keeps them on one worker.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

PAGE = (ROOT / "docs/reference/browser.md").read_text("utf-8")


def test_blocking_work_runs_one_after_the_other_with_the_same_answers(page: Page) -> None:
    """As in threads, a waiting task goes on in a later turn of the loop."""
    start_with_route(
        page,
        "import asyncio; seen = []; work = lambda n: seen.append(n) or n * n\n"
        "        squares = await asyncio.gather(*(asyncio.to_thread(work, n) for n in (1, 2, 3)))\n"
        "        return seen, squares",
    )

    assert json.loads(ask(page, "/extra")["text"]) == [[1, 2, 3], [1, 4, 9]]


def test_a_call_to_another_service_fails_as_an_unreachable_server_does(page: Page) -> None:
    answer = ask(page, "/api/v1/reports?user_id=123&currency=USD", "POST")

    assert answer["status"] == 502
    assert "can't be reached: the page has no network." in answer["text"]


def test_the_scheduler_is_seen_by_the_backend(page: Page) -> None:
    """They meet in the database: its heartbeat makes the system healthy."""
    assert json.loads(ask(page, "/health")["text"])["healthy"] is False

    page.evaluate("engine.jobs()")

    assert json.loads(ask(page, "/health")["text"])["healthy"] is True


def test_a_postgresql_address_stops_the_start(page: Page) -> None:
    url = "postgresql+psycopg://nobody@127.0.0.1/app"
    refused = page.evaluate("env => engine.start({ files: {}, env })", {"DATABASE_URL": url})

    assert NO_POSTGRESQL in refused["error"]["message"]
    assert NO_POSTGRESQL in PAGE


def test_the_dashboard_says_where_to_see_it(page: Page) -> None:
    answer = ask(page, "/dashboard/")

    assert answer["status"] == 200
    assert "run `uv run python -m app.entrypoints.webserver`." in answer["text"]


def test_a_socket_of_ones_own_is_refused_in_the_words_of_the_page(page: Page) -> None:
    start_with_route(page, "import socket; socket.socket().bind(('127.0.0.1', 0))")

    assert ask(page, "/extra")["status"] == 500
    assert NO_SOCKETS in printed(page)
    assert re.findall('refused: "(.+?)"', PAGE) == [NO_SOCKETS.partition(";")[0]]


def test_an_edit_is_forgotten_at_the_next_start_without_it(page: Page) -> None:
    """Each start has the files that the page sends, and the sample orders."""
    broken = start(page, {"app/core/config.py": "raise SystemExit(3)"})
    assert (broken["ok"], broken["error"]["file"]) == (False, "app/core/config.py")

    assert start(page)["ok"]


TESTED = {
    "Threads": [
        test_blocking_work_runs_one_after_the_other_with_the_same_answers,
        test_faults.test_a_thread_runs_when_it_is_waited_for,
        test_faults.test_what_the_page_has_not_is_an_error_of_the_app,
    ],
    "Sockets": [
        test_engine.test_the_command_line_calls_the_backend,
        test_a_call_to_another_service_fails_as_an_unreachable_server_does,
        test_a_socket_of_ones_own_is_refused_in_the_words_of_the_page,
    ],
    "Processes": [
        test_the_scheduler_is_seen_by_the_backend,
        test_faults.test_what_the_page_has_not_is_an_error_of_the_app,
        test_faults.test_an_app_that_ends_its_process_gets_a_new_one,
    ],
    "PostgreSQL": [
        test_a_postgresql_address_stops_the_start,
        test_engine.test_every_start_begins_with_the_same_data,
    ],
    "Flet": [test_the_dashboard_says_where_to_see_it],
    "The machine's memory": [test_faults.test_too_much_memory_is_an_error_of_the_app],
    "The machine's stack": [
        test_faults.test_what_the_page_has_not_is_an_error_of_the_app,
        test_faults.test_an_app_that_ends_its_process_gets_a_new_one,
    ],
    "An endless log": [test_faults.test_an_endless_print_is_ended],
}


LINES = {
    "it needs Flet": "Flet",
    "it needs PostgreSQL": "PostgreSQL",
    "it needs a second thread": "Threads",
    "it needs a socket": "Sockets",
    "it starts a process": "Processes",
    "it needs certificates": "Sockets",
    "it needs a signal at a set time": "Processes",
    "it needs a named pipe": "Processes",
    "install libfaketime to run this test": "Processes",
}
"""Which line a test that is skipped for such a reason stands for."""


def test_every_line_of_the_page_has_its_tests() -> None:
    """And the tests that a page can't run have their reasons in it."""
    table = PAGE.partition("| --- |")[2].partition("\n\n")[0]

    assert re.findall(r"^\| (.+?) \|", table, re.MULTILINE) == list(TESTED)
    assert LINES.keys() == test_apps_tests.SKIPPED.keys()
    assert set(LINES.values()) <= TESTED.keys()
