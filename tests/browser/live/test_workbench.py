"""What a reader does with the workbench."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.accessible import WORKBENCH, violations
from tests.support.workbench import Reader, Workbench, enter

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


def test_a_dropped_in_hook_takes_part_in_the_next_answer(workbench: Workbench) -> None:
    """Nothing names the file; the log shows where it stands in the order."""
    workbench.create(f"{MIDDLEWARE}/05_greeting.py", GREETING)
    workbench.run()

    workbench.answer.locator("summary").click()
    expect(workbench.answer).to_contain_text("x-greeting")
    first = workbench.tool("Log").locator("ol").first.locator("li").first
    expect(first).to_have_text("05_greeting.py")
    workbench.tool("Request")


def test_a_broken_hook_is_marked_at_its_line_and_reset_fixes_it(workbench: Workbench) -> None:
    workbench.file("40_cors.py")
    workbench.write("from fastapi import FastAPI\n\nfrom app.core.settings import settings\n")
    workbench.run()

    expect(workbench.example.locator(".failure")).to_contain_text("40_cors.py can't be imported")
    expect(workbench.example.locator(".failure")).to_be_in_viewport(ratio=1)
    expect(
        workbench.example.get_by_role("button", name="Show line 3 of 40_cors.py")
    ).to_be_visible()
    expect(workbench.example.locator(".cm-lintRange-error")).to_have_text(
        re.compile("app.core.settings")
    )
    expect(workbench.said).to_have_text("The app did not start.")
    expect(workbench.answer).to_have_text("The app does not run, so there is no answer.")
    expect(workbench.verdict).to_have_text("Differs from the recorded one")

    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    workbench.run()
    expect(workbench.example.locator(".failure")).to_be_hidden()
    expect(workbench.verdict).to_have_text("Same as recorded")


def test_an_infinite_loop_is_stopped_and_the_edits_are_kept(workbench: Workbench) -> None:
    """The page stays alive meanwhile: it takes the click on Stop."""
    workbench.file("40_cors.py")
    workbench.write("while True:\n    pass\n")
    workbench.example.get_by_role("button", name="Run", exact=True).click()
    expect(workbench.said).to_have_text("Starting the app…")
    workbench.example.get_by_role("button", name="Stop").click()

    expect(workbench.said).to_contain_text("Stopped. Your edits are kept")
    assert workbench.read() == "while True:\n    pass\n"

    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    workbench.run()
    expect(workbench.verdict).to_have_text("Same as recorded")


def test_an_edit_shows_what_changed(workbench: Workbench) -> None:
    workbench.file("10_request_id.py")
    workbench.write('"""Mine."""\n')
    workbench.example.get_by_role("button", name="Show changes").click()

    expect(workbench.example.locator(".cm-deletedChunk").first).to_be_visible()
    workbench.example.get_by_role("button", name="Hide changes").click()


def test_a_file_that_is_too_large_is_refused_before_it_runs(workbench: Workbench) -> None:
    workbench.file("40_cors.py")
    workbench.paste("x = 1\n" * 1_700_000)
    expect(workbench.example.locator(".badge")).to_have_text("changed")
    workbench.example.get_by_role("button", name="Run", exact=True).click()

    expect(workbench.said).to_contain_text("40_cors.py has 9.7 MB; a file may have 256 kB. fix: ")


def test_a_refused_value_is_shown_at_its_field(reader: Reader) -> None:
    workbench = reader.open("validation-boundaries").run()

    path = workbench.example.get_by_label("Path", exact=True)
    expect(path).to_have_attribute("aria-invalid", "true")
    expect(workbench.example.get_by_role("alert").filter(has_text="user_id")).to_contain_text(
        "Input should be a valid integer"
    )

    enter(path, "/api/v1/reports?user_id=123&month=2026-10")
    workbench.example.get_by_role("button", name="Send").click()
    expect(workbench.answer).to_contain_text("200 OK")
    expect(path).not_to_have_attribute("aria-invalid", "true")


def test_a_route_of_the_app_fills_the_form(reader: Reader) -> None:
    workbench = reader.open("services").run()
    workbench.example.get_by_label("Routes").select_option(label="POST /api/v1/orders")

    expect(workbench.example.get_by_role("textbox", name="Body")).to_have_value(
        re.compile("user_id")
    )


def test_the_terminal_runs_commands_completes_and_remembers(reader: Reader) -> None:
    workbench = reader.open("cli-backend").run()
    terminal = workbench.tool("Terminal")
    line = terminal.get_by_role("textbox")
    enter(line, "rep")
    line.press("Tab")
    expect(line).to_have_value("report")
    enter(line, "report 999")
    line.press("Enter")
    expect(terminal.locator(".screen")).to_contain_text("There is no user 999. fix: ")
    expect(terminal.locator(".exit").last).to_have_text("[exit code: 6]")
    workbench.settle()

    line.press("ArrowUp")
    expect(line).to_have_value("report 999")
    line.press("ArrowUp")
    expect(line).to_have_value("report 123 --month 2026-10")


def test_moving_the_clock_fires_the_job_that_is_due(reader: Reader) -> None:
    """The monthly report really runs: the route then lists it."""
    workbench = reader.open("scheduler").run()
    panel = workbench.tool("Scheduler")
    panel.get_by_role("button", name=re.compile("next time of monthly-report-123")).click()
    workbench.settle()
    expect(panel.locator(".fired li").filter(has_text="monthly-report-123")).to_contain_text(
        "claimed and ran"
    )

    workbench.tool("Request")
    workbench.example.get_by_role("button", name="Send").click()
    expect(workbench.answer).to_contain_text('"user_id": 123')


def test_a_job_can_be_run_now(reader: Reader) -> None:
    workbench = reader.open("scheduler").run()
    panel = workbench.tool("Scheduler")
    panel.get_by_role("button", name="Run daily-report now").click()
    workbench.settle()

    expect(panel.locator(".fired li").last).to_contain_text("daily-report")
    expect(panel.locator(".fired li").last).to_contain_text("claimed and ran")


def test_a_setting_takes_effect_with_a_restart(reader: Reader) -> None:
    workbench = reader.open("configuration").run()
    panel = workbench.tool("Settings")
    enter(panel.get_by_label("CORS_ORIGINS"), '["https://shop.example"]')
    panel.get_by_role("button", name="Restart with these").click()
    workbench.settle()
    workbench.tool("Request")
    workbench.example.get_by_role("button", name="Send").click()
    workbench.answer.locator("summary").click()
    expect(workbench.answer).to_contain_text("access-control-allow-origin")

    panel = workbench.tool("Settings")
    enter(panel.get_by_label("PORT", exact=True), "eighty")
    panel.get_by_role("button", name="Restart with these").click()
    expect(workbench.example.locator(".failure")).to_contain_text(
        "PORT: Input should be a valid integer"
    )

    panel.get_by_role("button", name="Back to the defaults").click()
    workbench.run()
    expect(workbench.example.locator(".failure")).to_be_hidden()


def test_the_apps_own_tests_pass_and_fail_with_its_edits(reader: Reader) -> None:
    """The assertion's difference is rendered, and leads to its line."""
    workbench = reader.open("services").run()
    panel = workbench.tool("Tests")
    panel.get_by_role("combobox").select_option(label="services/test_report_service.py")
    panel.get_by_role("button", name="Run tests").click()
    workbench.settle()
    expect(panel.locator(".sum")).to_have_text(re.compile(r"^\d+ passed(, \d+ skipped)? in "))

    workbench.file("report_service.py")
    workbench.paste(workbench.read().replace("orders=", "orders=1 + "))
    panel.get_by_role("button", name="Run tests").click()
    workbench.settle()
    expect(panel.locator(".sum")).to_contain_text("failed")
    expect(panel.locator(".report .error").first).to_be_visible()

    workbench.example.get_by_role("button", name="Reset", exact=True).click()
    workbench.tool("Request")


def test_the_workbench_is_worked_by_keyboard_alone(reader: Reader) -> None:
    """Escape, then Tab, leaves the editor; Ctrl Enter runs from anywhere inside."""
    workbench = reader.open("backend-services").run()
    press = workbench.page.keyboard.press
    expect(workbench.example.get_by_role("button", name="Run", exact=True)).to_be_focused()
    workbench.example.locator(".cm-content").focus()
    press("Escape")
    press("Tab")
    expect(workbench.example.locator(".cm-content")).not_to_be_focused()

    tab = workbench.example.get_by_role("tablist", name="Tools").get_by_role("tab", name="Request")
    tab.focus()
    press("ArrowRight")
    expect(workbench.example.get_by_role("tab", name="Terminal")).to_be_focused()
    press("ArrowLeft")
    press("Control+Enter")
    workbench.settle()
    expect(workbench.said).to_contain_text("answered 404 Not Found")


def test_it_fits_a_phone(workbench: Workbench) -> None:
    workbench.page.set_viewport_size({"width": 390, "height": 844})
    for name in workbench.tools():
        workbench.tool(name)
        assert workbench.page.evaluate("document.documentElement.scrollWidth") <= 390, name
    workbench.tool("Request")
    workbench.page.set_viewport_size({"width": 1440, "height": 900})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("while True:\n    print('x' * 1000)\n", "Stopped: it printed more than 1 MB."),
        ("x = bytearray(2**30)\n", "Python may take 512 MB in the page; it asked for more."),
        ("def f():\n    f()\n\nf()\n", "The app did not start."),
        ("import os\nos._exit(3)\n", "The app ended its own process with exit code 3."),
    ],
)
def test_what_takes_too_much_is_ended_and_told(workbench: Workbench, text: str, told: str) -> None:
    workbench.file("40_cors.py")
    workbench.write(text)
    workbench.run()

    expect(workbench.said).to_contain_text(told)
    expect(workbench.verdict).not_to_have_text("Same as recorded")
    workbench.reset()
    workbench.run()
    expect(workbench.verdict).to_have_text("Same as recorded")


def test_an_answer_is_shown_while_it_arrives(reader: Reader) -> None:
    workbench = reader.open("routes").run()
    workbench.file("reports.py")
    workbench.write(
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
    enter(workbench.example.get_by_label("Path", exact=True), "/api/v1/reports")
    workbench.example.get_by_label("Method").select_option("GET")
    workbench.example.get_by_role("button", name="Send").click()
    expect(workbench.answer).to_contain_text("arriving…")
    expect(workbench.answer.locator(".body")).to_have_text("first ")

    workbench.example.get_by_role("button", name="Stop").click()
    expect(workbench.said).to_contain_text("Stopped. Your edits are kept")
    expect(workbench.answer).to_contain_text("cut off")
    workbench.reset()


def test_files_are_renamed_deleted_and_brought_back(workbench: Workbench) -> None:
    """The app starts with what is there: without the deleted file's header."""
    act = workbench.example.get_by_role("group", name="This file").get_by_role("button")
    workbench.file("30_security_headers.py")
    act.and_(workbench.page.get_by_role("button", name="Delete")).click()
    workbench.file("40_cors.py")
    act.and_(workbench.page.get_by_role("button", name="Rename")).click()
    enter(workbench.example.get_by_label("New path"), f"{MIDDLEWARE}/45_cors.py")
    workbench.page.keyboard.press("Enter")
    workbench.run()
    hooks = workbench.tool("Log").locator("ol").first
    expect(hooks).to_contain_text("45_cors.py")
    expect(hooks).not_to_contain_text("40_cors.py")
    expect(hooks).not_to_contain_text("30_security_headers.py")

    workbench.example.get_by_role("button", name="Reset all").click()
    workbench.run()
    expect(hooks).to_contain_text("40_cors.py")
    expect(hooks).to_contain_text("30_security_headers.py")
    workbench.tool("Request")


def test_going_to_another_page_keeps_the_engine(reader: Reader) -> None:
    """No second worker is made, and nothing is fetched for one."""
    reader.open("routes").run()
    fetched: list[str] = []
    reader.page.on("request", lambda request: fetched.append(request.url))
    reader.open("services").run()

    assert not [url for url in fetched if url.endswith((".wasm", ".bin", ".zip"))]


def playground(reader: Reader) -> Workbench:
    """The playground with its app running; the tab stays there from test to test."""
    if "/playground/" not in reader.page.url:
        reader.page.goto(f"{reader.site}playground/")
    return Workbench(reader.page, reader.page.locator("live-example")).run()


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
    workbench = playground(reader)
    workbench.choose(path)
    workbench.write(BROKEN)
    workbench.run()

    expect(workbench.example.locator(".failure")).to_contain_text("invalid syntax")
    expect(workbench.example.get_by_role("button", name="Show line 1 of ")).to_be_visible()
    expect(workbench.example.locator(".cm-lintRange-error")).to_have_text("def broken(:")
    workbench.reset()


def test_a_syntax_error_in_a_job_is_marked_when_the_scheduler_starts(reader: Reader) -> None:
    """The backend does not import it, and starts."""
    workbench = playground(reader)
    workbench.choose("app/components/scheduler/main.py")
    workbench.write(BROKEN)
    workbench.run()
    expect(workbench.said).to_contain_text("answered 200 OK")
    workbench.tool("Scheduler")

    expect(workbench.said).to_contain_text("SyntaxError in app/components/scheduler/main.py")
    expect(workbench.example.locator(".cm-lintRange-error")).to_have_text("def broken(:")
    workbench.tool("Request")
    workbench.reset()


def test_a_syntax_error_in_the_command_line_is_printed_by_it(reader: Reader) -> None:
    workbench = playground(reader)
    workbench.choose("app/cli/main.py")
    workbench.write(BROKEN)
    terminal = workbench.tool("Terminal")
    enter(terminal.get_by_role("textbox"), "reports")
    terminal.get_by_role("textbox").press("Enter")
    workbench.settle()

    expect(terminal.locator(".screen")).to_contain_text("SyntaxError: invalid syntax")
    expect(terminal.locator(".exit").last).to_have_text("[exit code: 70]")
    workbench.tool("Request")
    workbench.reset()


def test_every_tool_is_accessible_in_light_and_dark(reader: Reader) -> None:
    """In the playground, the same workbench with all files; in dark, what differs: the contrast."""
    workbench = playground(reader)
    found: list[str] = []
    for name in workbench.tools():
        workbench.tool(name)
        workbench.page.emulate_media(color_scheme="light")
        found += violations(workbench.page, WORKBENCH)
        workbench.page.emulate_media(color_scheme="dark")
        found += violations(workbench.page, WORKBENCH, ["color-contrast"])
    workbench.page.emulate_media(color_scheme="light")

    assert found == []
