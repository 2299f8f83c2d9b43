"""What a reader does with the workbench."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.workbench import Bench, Reader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("site")]

MIDDLEWARE = "app/components/backend/middleware"
GREETING = """from starlette.types import ASGIApp


class Greeting:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope, receive, send):
        async def greet(message):
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"x-greeting", b"hello")]
            await send(message)

        await self.app(scope, receive, greet)


def register_middleware(app):
    app.add_middleware(Greeting)
"""


def test_a_dropped_in_hook_takes_part_in_the_next_answer(bench: Bench) -> None:
    """Nothing names the file; the log shows where it stands in the order."""
    bench.create(f"{MIDDLEWARE}/05_greeting.py", GREETING)
    bench.run()

    bench.answer.locator("summary").click()
    expect(bench.answer).to_contain_text("x-greeting")
    first = bench.tool("Log").locator("ol").first.locator("li").first
    expect(first).to_have_text("05_greeting.py")
    bench.tool("Request")


def test_a_broken_hook_is_marked_at_its_line_and_reset_mends_it(bench: Bench) -> None:
    bench.file("40_cors.py")
    bench.write("from fastapi import FastAPI\n\nfrom app.core.settings import settings\n")
    bench.run()

    expect(bench.example.locator(".failure")).to_contain_text("40_cors.py can't be imported")
    expect(bench.example.get_by_role("button", name="Show line 3 of 40_cors.py")).to_be_visible()
    expect(bench.example.locator(".cm-lintRange-error")).to_have_text(
        re.compile("app.core.settings")
    )
    expect(bench.said).to_have_text("The app did not start.")

    bench.example.get_by_role("button", name="Reset", exact=True).click()
    bench.run()
    expect(bench.example.locator(".failure")).to_be_hidden()
    expect(bench.verdict).to_have_text("Same as recorded")


def test_an_infinite_loop_is_stopped_and_the_edits_are_kept(bench: Bench) -> None:
    """The page stays alive meanwhile: it takes the click on Stop."""
    bench.file("40_cors.py")
    bench.write("while True:\n    pass\n")
    bench.example.get_by_role("button", name="Run", exact=True).click()
    expect(bench.said).to_have_text("Starting the app…")
    bench.example.get_by_role("button", name="Stop").click()

    expect(bench.said).to_contain_text("Stopped. Your edits are kept")
    assert bench.read() == "while True:\n    pass\n"

    bench.example.get_by_role("button", name="Reset", exact=True).click()
    bench.run()
    expect(bench.verdict).to_have_text("Same as recorded")


def test_an_edit_shows_what_changed(bench: Bench) -> None:
    bench.file("10_request_id.py")
    bench.write('"""Mine."""\n')
    bench.example.get_by_role("button", name="Show changes").click()

    expect(bench.example.locator(".cm-deletedChunk").first).to_be_visible()
    bench.example.get_by_role("button", name="Hide changes").click()


def test_a_file_that_is_too_large_is_refused_before_it_runs(bench: Bench) -> None:
    bench.file("40_cors.py")
    bench.example.locator(".cm-content").click()
    bench.page.keyboard.press("Control+A")
    bench.page.evaluate("navigator.clipboard.writeText('x = 1\\n'.repeat(1_700_000))")
    bench.page.keyboard.press("Control+V")
    expect(bench.example.locator(".badge")).to_have_text("changed")
    bench.example.get_by_role("button", name="Run", exact=True).click()

    expect(bench.said).to_contain_text("40_cors.py has 9.7 MB; a file may have 256 kB. fix: ")


def test_a_refused_value_is_shown_at_its_field(reader: Reader) -> None:
    bench = reader.open("validation-boundaries").run()

    path = bench.example.get_by_label("Path", exact=True)
    expect(path).to_have_attribute("aria-invalid", "true")
    expect(bench.example.get_by_role("alert").filter(has_text="user_id")).to_contain_text(
        "Input should be a valid integer"
    )

    path.fill("/api/v1/reports?user_id=123&month=2026-10")
    bench.example.get_by_role("button", name="Send").click()
    expect(bench.answer).to_contain_text("200 OK")
    expect(path).not_to_have_attribute("aria-invalid", "true")
