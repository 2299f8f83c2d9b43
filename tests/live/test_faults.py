"""What the reader's code may do to the engine: the answer says so, and the next start works."""

import pytest
from playwright.sync_api import Page

from tests.live.engine import BACKEND, ask, printed, start, start_and_list, start_with_route

# One browser for all: the group keeps them on one worker.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


FIX = "fix: the log shows where; change it there, then press Run."
DEEP = "x = []\n        for _ in range(100_000): x = [x]\n        return repr(x)"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("import sys; sys.exit(3)", "The app ended its own process: SystemExit(3)."),
        ("import os; os._exit(3)", "The app ended its own process with exit code 3."),
        ("import os; os.abort()", "Python ended: unreachable."),
        (DEEP, "Calls were nested too deep for the browser's stack, and Python ended."),
    ],
)
def test_an_app_that_ends_its_process_gets_a_new_one(page: Page, body: str, message: str) -> None:
    """The call is told what happened; the next start has another Python."""
    start_with_route(page, body)

    failed = page.evaluate("failure(ask('GET', '/extra'))")

    assert failed == {"kind": "internal", "message": f"{message} {FIX}"}
    assert start(page)["ok"]


@pytest.mark.parametrize(
    ("body", "logged"),
    [
        ("import queue; queue.Queue().get()", "This waits for another thread, and the page has"),
        ("import subprocess; subprocess.run(['ls'])", "emscripten does not support processes"),
        (
            "import multiprocessing; multiprocessing.Process(target=print).start()",
            "the page has no processes of its own",
        ),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "the page has no sockets"),
        ("import httpx; httpx.get('http://example.org')", "the page has no network"),
        ("input()", "EOFError: EOF when reading a line"),
        ("import flet", "No module named 'flet': the page has no Flet"),
        ("f = lambda n: f(n + 1); return f(0)", "RecursionError: maximum recursion depth"),
    ],
)
def test_what_the_page_has_not_is_an_error_of_the_app(page: Page, body: str, logged: str) -> None:
    """The app answers 500 and goes on; its log says what is missing."""
    start_with_route(page, body)

    assert ask(page, "/extra")["status"] == 500
    assert logged in printed(page)
    assert ask(page, "/health")["status"] == 200


def test_a_thread_runs_when_it_is_waited_for(page: Page) -> None:
    """There is one thread, and code that waits lets other code run."""
    start_with_route(
        page,
        "import threading; event = threading.Event(); "
        "threading.Thread(target=event.set).start(); return event.wait()",
    )

    assert ask(page, "/extra")["text"] == "true"


def test_a_file_may_have_any_name_and_any_size(page: Page) -> None:
    """Other letters, spaces, other line ends, ten megabytes."""
    hook = "def startup_hook() -> None:\n    pass\n"
    hooks = {
        "30_größe": f"# é\n{hook}",
        "31 two words": hook.replace("\n", "\r\n"),
        "32_large": f"{hook}# {'x' * 10_000_000}",
    }

    files = {f"{BACKEND}/startup/{name}.py": text for name, text in hooks.items()}
    listing = start_and_list(page, files)

    assert set(files) < {hook["file"] for hook in listing["hooks"]}


@pytest.mark.parametrize("text", ["a\0b", "\x7fELF\x01\0\0", "\\x", "\x0c("])
def test_garbage_is_an_error_in_its_file(page: Page, text: str) -> None:
    file = f"{BACKEND}/startup/30_garbage.py"

    error = start(page, {file: text})["error"]

    assert error["file"] == file
    assert error["message"].startswith("startup/30_garbage.py can't be imported: SyntaxError: ")


@pytest.mark.parametrize("path", ["app/core/config.py/mine.py", f"{BACKEND}/startup"])
def test_a_file_in_the_place_of_a_folder_is_refused(page: Page, path: str) -> None:
    error = start(page, {path: "x = 1"})["error"]

    assert error["message"] == f"{path} can't be written: its name is taken."
    assert error["fix"] == "rename it."
    assert start(page)["ok"]


def test_files_that_the_app_deleted_are_back_at_the_next_start(page: Page) -> None:
    start_with_route(page, "import shutil; shutil.rmtree('/srv', ignore_errors=True)")
    ask(page, "/extra")

    assert start(page)["ok"]
    assert ask(page, "/health")["status"] == 200


def test_a_shutdown_hook_that_never_returns_is_left_behind(page: Page) -> None:
    """After two seconds, and the log says so."""
    hook = "async def shutdown_hook():\n    import asyncio\n    await asyncio.Event().wait()\n"
    start(page, {f"{BACKEND}/shutdown/10_database.py": hook})

    assert start(page)["ok"]
    assert "The shutdown hooks did not end within 2 s; the page went on without them." in printed(
        page
    )


@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "import asyncio; await asyncio.Event().wait()",
        "return sum(range(10**12))",
    ],
)
def test_stop_ends_what_never_ends(page: Page, body: str) -> None:
    """The call is told so; the next start works."""
    start_with_route(page, body)

    failed = page.evaluate(
        "async () => { const hung = failure(ask('GET', '/extra')); await engine.stop(); "
        "return hung }"
    )

    assert failed == {"kind": "stopped", "message": "Stopped."}
    assert start(page)["ok"]
    assert ask(page, "/health")["status"] == 200


@pytest.mark.parametrize(
    "hook",
    [
        "while True: pass\n",
        "def startup_hook():\n    while True: pass\n",
        "async def startup_hook():\n    import asyncio\n    await asyncio.Event().wait()\n",
    ],
)
def test_a_start_that_never_returns_is_stopped(page: Page, hook: str) -> None:
    """At the import or in the hook: a start that hangs is a call like any other."""
    failed = page.evaluate(
        "async (files) => { const hung = failure(engine.start({ files, env: {} })); "
        "await engine.stop(); return hung }",
        {f"{BACKEND}/startup/30_hangs.py": hook},
    )

    assert failed["kind"] == "stopped"
    assert start(page)["ok"]


def test_an_endless_print_is_ended(page: Page) -> None:
    """After a megabyte, with a message that says so."""
    start_with_route(page, "while True: print('again')")

    assert page.evaluate("failure(ask('GET', '/extra'))") == {
        "kind": "output-limit",
        "message": "Stopped: it printed more than 1 MB.",
    }
    assert start(page)["ok"]


def test_a_body_that_is_nested_too_deep_is_refused(page: Page) -> None:
    """As on a server: C code that reads it would use up the browser's stack, and end Python."""
    start(page)

    assert ask(page, "/api/v1/orders", "POST", "[" * 100_000)["status"] in {400, 422}
    assert ask(page, "/health")["status"] == 200


def test_too_much_memory_is_an_error_of_the_app(page: Page) -> None:
    """Python raises MemoryError, the app answers 500, and the page learns what the limit is."""
    start_with_route(page, "return len(bytearray(10**9))")

    assert ask(page, "/extra")["status"] == 500
    assert page.evaluate("[...bounds]") == [512]
    assert "MemoryError" in printed(page)
    assert ask(page, "/health")["status"] == 200
