"""What a reader does with the workbench."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.accessible import WORKBENCH, violations
from tests.support.workbench import Bench, Reader, enter

pytestmark = pytest.mark.browser

BACKEND = "app/components/backend"
MIDDLEWARE = f"{BACKEND}/middleware"
BROKEN = "def broken(:\n    pass\n"
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


def test_a_broken_hook_is_marked_at_its_line_and_reset_fixes_it(bench: Bench) -> None:
    bench.file("40_cors.py")
    bench.write("from fastapi import FastAPI\n\nfrom app.core.settings import settings\n")
    bench.run()

    expect(bench.example.locator(".failure")).to_contain_text("40_cors.py can't be imported")
    expect(bench.example.locator(".failure")).to_be_in_viewport(ratio=1)
    expect(bench.example.get_by_role("button", name="Show line 3 of 40_cors.py")).to_be_visible()
    expect(bench.example.locator(".cm-lintRange-error")).to_have_text(
        re.compile("app.core.settings")
    )
    expect(bench.said).to_have_text("The app did not start.")
    expect(bench.answer).to_have_text("The app does not run, so there is no answer.")
    expect(bench.verdict).to_have_text("Differs from the recorded one")

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
    bench.paste("x = 1\n" * 1_700_000)
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

    enter(path, "/api/v1/reports?user_id=123&month=2026-10")
    bench.example.get_by_role("button", name="Send").click()
    expect(bench.answer).to_contain_text("200 OK")
    expect(path).not_to_have_attribute("aria-invalid", "true")


def test_a_route_of_the_app_fills_the_form(reader: Reader) -> None:
    bench = reader.open("services").run()
    bench.example.get_by_label("Routes").select_option(label="POST /api/v1/orders")

    expect(bench.example.get_by_role("textbox", name="Body")).to_have_value(re.compile("user_id"))


def test_the_terminal_runs_commands_completes_and_remembers(reader: Reader) -> None:
    bench = reader.open("cli-backend").run()
    terminal = bench.tool("Terminal")
    line = terminal.get_by_role("textbox")
    enter(line, "rep")
    line.press("Tab")
    expect(line).to_have_value("report")
    enter(line, "report 999")
    line.press("Enter")
    expect(terminal.locator(".screen")).to_contain_text("There is no user 999. fix: ")
    expect(terminal.locator(".exit").last).to_have_text("[exit code: 6]")
    bench.settle()

    line.press("ArrowUp")
    expect(line).to_have_value("report 999")
    line.press("ArrowUp")
    expect(line).to_have_value("report 123 --month 2026-10")


def test_moving_the_clock_fires_the_job_that_is_due(reader: Reader) -> None:
    """The monthly report really runs: the route then lists it."""
    bench = reader.open("scheduler").run()
    panel = bench.tool("Scheduler")
    panel.get_by_role("button", name=re.compile("next time of monthly-report-123")).click()
    bench.settle()
    expect(panel.locator(".fired li").filter(has_text="monthly-report-123")).to_contain_text(
        "claimed and ran"
    )

    bench.tool("Request")
    bench.example.get_by_role("button", name="Send").click()
    expect(bench.answer).to_contain_text('"user_id": 123')


def test_a_job_can_be_run_now(reader: Reader) -> None:
    bench = reader.open("scheduler").run()
    panel = bench.tool("Scheduler")
    panel.get_by_role("button", name="Run daily-report now").click()
    bench.settle()

    expect(panel.locator(".fired li").last).to_contain_text("daily-report")
    expect(panel.locator(".fired li").last).to_contain_text("claimed and ran")


def test_a_setting_takes_effect_with_a_restart(reader: Reader) -> None:
    bench = reader.open("configuration").run()
    panel = bench.tool("Settings")
    enter(panel.get_by_label("CORS_ORIGINS"), '["https://shop.example"]')
    panel.get_by_role("button", name="Restart with these").click()
    bench.settle()
    bench.tool("Request")
    bench.example.get_by_role("button", name="Send").click()
    bench.answer.locator("summary").click()
    expect(bench.answer).to_contain_text("access-control-allow-origin")

    panel = bench.tool("Settings")
    enter(panel.get_by_label("PORT", exact=True), "eighty")
    panel.get_by_role("button", name="Restart with these").click()
    expect(bench.example.locator(".failure")).to_contain_text(
        "PORT: Input should be a valid integer"
    )

    panel.get_by_role("button", name="Back to the defaults").click()
    bench.run()
    expect(bench.example.locator(".failure")).to_be_hidden()


def test_the_apps_own_tests_pass_and_fail_with_its_edits(reader: Reader) -> None:
    """The assertion's difference is rendered, and leads to its line."""
    bench = reader.open("services").run()
    panel = bench.tool("Tests")
    panel.get_by_role("combobox").select_option(label="services/test_report_service.py")
    panel.get_by_role("button", name="Run tests").click()
    bench.settle()
    expect(panel.locator(".sum")).to_have_text(re.compile(r"^\d+ passed(, \d+ skipped)? in "))

    bench.file("report_service.py")
    bench.paste(bench.read().replace("orders=", "orders=1 + "))
    panel.get_by_role("button", name="Run tests").click()
    bench.settle()
    expect(panel.locator(".sum")).to_contain_text("failed")
    expect(panel.locator(".report .error").first).to_be_visible()

    bench.example.get_by_role("button", name="Reset", exact=True).click()
    bench.tool("Request")


def test_the_workbench_is_worked_by_keyboard_alone(reader: Reader) -> None:
    """Escape, then Tab, leaves the editor; Ctrl Enter runs from anywhere inside."""
    bench = reader.open("backend-services").run()
    press = bench.page.keyboard.press
    expect(bench.example.get_by_role("button", name="Run", exact=True)).to_be_focused()
    bench.example.locator(".cm-content").focus()
    press("Escape")
    press("Tab")
    expect(bench.example.locator(".cm-content")).not_to_be_focused()

    tab = bench.example.get_by_role("tablist", name="Tools").get_by_role("tab", name="Request")
    tab.focus()
    press("ArrowRight")
    expect(bench.example.get_by_role("tab", name="Terminal")).to_be_focused()
    press("ArrowLeft")
    press("Control+Enter")
    bench.settle()
    expect(bench.said).to_contain_text("answered 404 Not Found")


def test_it_fits_a_phone(bench: Bench) -> None:
    bench.page.set_viewport_size({"width": 390, "height": 844})
    for name in bench.tools():
        bench.tool(name)
        assert bench.page.evaluate("document.documentElement.scrollWidth") <= 390, name
    bench.tool("Request")
    bench.page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("while True:\n    print('x' * 1000)\n", "Stopped: it printed more than 1 MB."),
        ("x = bytearray(2**30)\n", "Python may take 512 MB in the page; it asked for more."),
        ("def f():\n    f()\n\nf()\n", "The app did not start."),
        ("import os\nos._exit(3)\n", "The app ended its own process with exit code 3."),
    ],
)
def test_what_takes_too_much_is_ended_and_told(bench: Bench, text: str, told: str) -> None:
    bench.file("40_cors.py")
    bench.write(text)
    bench.run()

    expect(bench.said).to_contain_text(told)
    expect(bench.verdict).not_to_have_text("Same as recorded")
    bench.reset()
    bench.run()
    expect(bench.verdict).to_have_text("Same as recorded")


def test_an_answer_is_shown_while_it_arrives(reader: Reader) -> None:
    bench = reader.open("routes").run()
    bench.file("reports.py")
    bench.write(
        "import asyncio\n"
        "from fastapi import APIRouter\n"
        "from fastapi.responses import StreamingResponse\n\n"
        "router = APIRouter()\n\n"
        "async def parts():\n"
        "    yield 'first '\n"
        "    await asyncio.Event().wait()\n\n"
        "@router.get('/reports')\n"
        "async def stream():\n"
        "    return StreamingResponse(parts())\n"
    )
    enter(bench.example.get_by_label("Path", exact=True), "/api/v1/reports")
    bench.example.get_by_label("Method").select_option("GET")
    bench.example.get_by_role("button", name="Send").click()
    expect(bench.answer).to_contain_text("arriving…")
    expect(bench.answer.locator(".body")).to_have_text("first ")

    bench.example.get_by_role("button", name="Stop").click()
    expect(bench.said).to_contain_text("Stopped. Your edits are kept")
    expect(bench.answer).to_contain_text("cut off")
    bench.reset()


def test_files_are_renamed_deleted_and_brought_back(bench: Bench) -> None:
    """The app starts with what is there: without the deleted file's header."""
    act = bench.example.get_by_role("group", name="This file").get_by_role("button")
    bench.file("30_security_headers.py")
    act.and_(bench.page.get_by_role("button", name="Delete")).click()
    bench.file("40_cors.py")
    act.and_(bench.page.get_by_role("button", name="Rename")).click()
    enter(bench.example.get_by_label("New path"), f"{MIDDLEWARE}/45_cors.py")
    bench.page.keyboard.press("Enter")
    bench.run()
    hooks = bench.tool("Log").locator("ol").first
    expect(hooks).to_contain_text("45_cors.py")
    expect(hooks).not_to_contain_text("40_cors.py")
    expect(hooks).not_to_contain_text("30_security_headers.py")

    bench.example.get_by_role("button", name="Reset all").click()
    bench.run()
    expect(hooks).to_contain_text("40_cors.py")
    expect(hooks).to_contain_text("30_security_headers.py")
    bench.tool("Request")


def test_going_to_another_page_keeps_the_engine(reader: Reader) -> None:
    """No second worker is made, and nothing is fetched for one."""
    reader.open("routes").run()
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    reader.open("services").run()

    assert not [url for url in fetched if url.endswith((".wasm", ".bin", ".zip"))]


def playground(reader: Reader) -> Bench:
    """The playground with its app running; the tab stays there from test to test."""
    if "/playground/" not in reader.page.url:
        reader.page.goto(f"{reader.site}playground/")
    return Bench(reader.page, reader.page.locator("live-example")).run()


@pytest.mark.parametrize(
    "path",
    [
        f"{BACKEND}/middleware/40_cors.py",
        f"{BACKEND}/startup/10_database.py",
        f"{BACKEND}/shutdown/10_database.py",
        f"{BACKEND}/api/reports.py",
        "app/services/report_service.py",
        "app/core/config.py",
    ],
)
def test_a_syntax_error_is_marked_wherever_it_is(reader: Reader, path: str) -> None:
    bench = playground(reader)
    bench.choose(path)
    bench.write(BROKEN)
    bench.run()

    expect(bench.example.locator(".failure")).to_contain_text("invalid syntax")
    expect(bench.example.get_by_role("button", name="Show line 1 of ")).to_be_visible()
    expect(bench.example.locator(".cm-lintRange-error")).to_have_text("def broken(:")
    bench.reset()


def test_a_syntax_error_in_a_job_is_marked_when_the_scheduler_starts(reader: Reader) -> None:
    """The backend does not import it, and starts."""
    bench = playground(reader)
    bench.choose("app/components/scheduler/main.py")
    bench.write(BROKEN)
    bench.run()
    expect(bench.said).to_contain_text("answered 200 OK")
    bench.tool("Scheduler")

    expect(bench.said).to_contain_text("SyntaxError in app/components/scheduler/main.py")
    expect(bench.example.locator(".cm-lintRange-error")).to_have_text("def broken(:")
    bench.tool("Request")
    bench.reset()


def test_a_syntax_error_in_the_command_line_is_printed_by_it(reader: Reader) -> None:
    bench = playground(reader)
    bench.choose("app/cli/main.py")
    bench.write(BROKEN)
    terminal = bench.tool("Terminal")
    enter(terminal.get_by_role("textbox"), "reports")
    terminal.get_by_role("textbox").press("Enter")
    bench.settle()

    expect(terminal.locator(".screen")).to_contain_text("SyntaxError: invalid syntax")
    expect(terminal.locator(".exit").last).to_have_text("[exit code: 70]")
    bench.tool("Request")
    bench.reset()


def test_every_tool_is_accessible_in_light_and_dark(reader: Reader) -> None:
    """In the playground, the same workbench with all files; in dark, what differs: the contrast."""
    bench = playground(reader)
    found: list[str] = []
    for name in bench.tools():
        bench.tool(name)
        bench.page.emulate_media(color_scheme="light")
        found += violations(bench.page, WORKBENCH)
        bench.page.emulate_media(color_scheme="dark")
        found += violations(bench.page, WORKBENCH, ["color-contrast"])
    bench.page.emulate_media(color_scheme="light")

    assert found == []
