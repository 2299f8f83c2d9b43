"""The engine in Chromium: the real app started, asked, edited and broken inside a page."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from playwright.sync_api import Browser, Page

from app.cli.main import app as cli
from tests.live.engine import BACKEND, ask, printed, start, start_and_list, start_with_route

# One browser for all: the group keeps them on one worker.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]


def test_the_app_answers_with_its_hooks_and_its_database(page: Page) -> None:
    """A request passes every middleware, and reads the seeded database."""
    answer = ask(page, "/api/v1/orders?user_id=7&limit=1")

    assert answer["status"] == 200
    assert answer["headers"]["x-api-version"] == "1"
    assert '"user_id":7' in answer["text"]


def test_what_the_app_has_is_asked_of_it(page: Page) -> None:
    """Hooks in their order, routes with an example body, settings, commands and jobs."""
    listing = start_and_list(page)

    assert [hook["file"] for hook in listing["hooks"] if hook["kind"] == "shutdown"] == [
        f"{BACKEND}/shutdown/20_http_client.py",
        f"{BACKEND}/shutdown/10_database.py",
    ]
    order = next(r for r in listing["routes"] if r["body"])
    assert (order["method"], order["path"]) == ("POST", "/api/v1/orders")
    assert ask(page, order["path"], "POST", order["body"])["status"] in {201, 404}
    assert {"PORT", "RATES_API_KEY"} <= {setting["name"] for setting in listing["settings"]}
    assert listing["commands"] == list(typer.main.get_group(cli).commands)
    assert "daily-report" in {job["id"] for job in listing["jobs"]}


def test_what_the_app_has_is_asked_when_the_reader_has_an_answer(page: Page) -> None:
    """A request that follows a start at once doesn't wait for the lists."""
    order = page.evaluate(
        """async () => {
            const order = [];
            await engine.start({ files: {}, env: {} });
            const listed = new Promise((resolve) => {
                engine.addEventListener("listing", () => resolve(order.push("listing")));
            });
            await ask("GET", "/health");
            order.push("answer");
            await listed;
            return order;
        }"""
    )

    assert order == ["answer", "listing"]


def test_every_start_begins_with_the_same_data(page: Page) -> None:
    """What a reader stored is gone at the next start, so that pages stay comparable."""
    ask(page, "/api/v1/reports?user_id=123", "POST")
    assert ask(page, "/api/v1/reports")["text"] != "[]"

    start(page)

    assert ask(page, "/api/v1/reports")["text"] == "[]"


def test_an_answer_streams(page: Page) -> None:
    """Each part comes by itself."""
    start_with_route(page, "return StreamingResponse(parts())")

    assert ask(page, "/extra")["chunks"] == ["part 0\n", "part 1\n", "part 2\n"]


def test_a_dropped_hook_runs_and_is_gone_after_a_reset(page: Page) -> None:
    """A file is enough; without it in the next start, the app is the original again."""
    hook = 'def startup_hook():\n    print("hello from the hook")\n'
    file = f"{BACKEND}/startup/30_new.py"
    listing = start_and_list(page, {file: hook})

    assert file in [one["file"] for one in listing["hooks"]]
    assert "hello from the hook" in printed(page)
    assert file not in [one["file"] for one in start_and_list(page)["hooks"]]


@pytest.mark.parametrize(
    "text", ["def startup_hook()\n    pass\n", "def start():\n    pass\n", "import nothing_such\n"]
)
def test_a_broken_hook_fails_as_on_cpython(page: Page, tmp_path: Path, text: str) -> None:
    """The message is the one that a process prints, and the page learns which file it is."""
    file = f"{BACKEND}/startup/30_broken.py"

    error = start(page, {file: text})["error"]

    said = f"{error['message']} fix: {error['fix']}"
    assert said == _printed_by_cpython(tmp_path, file, text)
    assert error["file"] == file


def _printed_by_cpython(folder: Path, file: str, text: str) -> str:
    app = folder / "example_app"
    shutil.copytree(ROOT / "example_app/app", app / "app")
    (app / file).write_text(text)
    code = "from app.entrypoints.webserver import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=app, capture_output=True, text=True, check=False
    )
    return done.stderr.strip().splitlines()[-1]


def test_settings_reach_the_app(page: Page) -> None:
    """The environment of a start is the app's; a refused value stops the start."""
    js = "env => engine.start({ files: {}, env })"

    page.evaluate(js, {"EXPOSE_JOBS": "false"})
    assert ask(page, "/api/v1/jobs")["status"] == 404

    refused = page.evaluate(js, {"PORT": "0"})
    assert refused["error"]["message"].startswith("Settings refused: PORT: ")
    assert refused["error"]["settings"] == ["PORT"]


def test_the_command_line_calls_the_backend(page: Page) -> None:
    """Over HTTP, with the exit codes and the output of the real one."""
    js = """async (line) => { const lines = []; const end =
      await engine.cli(line, (one) => lines.push(one)); return { ...end, lines } }"""

    done = page.evaluate(js, "report 123 --month 2026-10")
    assert (done["exitCode"], done["lines"][0]["stream"]) == (0, "stdout")
    assert done["lines"][0]["text"] == "user 123, 2026-10: 24 orders, 5328.74 EUR\n"

    refused = page.evaluate(js, "python -m app.cli report 9")
    assert (refused["exitCode"], refused["lines"][0]["stream"]) == (6, "stderr")


def test_a_moved_clock_fires_jobs_once(page: Page) -> None:
    """A cron job runs at its time; going back, its tick is found claimed."""
    first = page.evaluate("engine.goTo('2027-05-06T09:00:00Z')")
    daily = [one for one in first["fired"] if one["job"] == "daily-report"]
    assert daily[-1] == {
        "job": "daily-report",
        "scheduledFor": "2027-05-06T09:00:00+00:00",
        "outcome": "ran",
        "message": "",
    }

    page.evaluate("engine.goTo('2027-05-06T08:59:00Z')")
    again = page.evaluate("engine.goTo('2027-05-06T09:00:00Z')")
    daily = [one for one in again["fired"] if one["job"] == "daily-report"]
    assert [one["outcome"] for one in daily] == ["skipped"]


def test_a_job_runs_now(page: Page) -> None:
    """At once, through the app's own executor, which claims and records it."""
    assert page.evaluate("engine.runJob('daily-report')")["outcome"] == "ran"
    assert "daily-report" in ask(page, "/api/v1/jobs/runs")["text"]


def test_the_apps_own_tests_run(page: Page) -> None:
    """Unchanged tests pass; one that is edited to fail shows the difference and its line."""
    js = """async (paths) => { const results = [];
      const end = await engine.test(paths, (one) => results.push(one)); return { end, results } }"""
    path = "tests/app/core/test_models.py"

    passed = page.evaluate(js, [path, "tests/app/services/test_reports.py"])
    assert passed["end"]["failed"] == 0, passed["results"]
    assert passed["end"]["passed"] > 3

    start(page, {"tests/app/core/test_wrong.py": "def test_sum():\n    assert [1, 2] == [1, 3]\n"})
    (failed,) = page.evaluate(js, ["tests/app/core/test_wrong.py"])["results"]
    assert (failed["outcome"], failed["file"], failed["line"]) == (
        "failed",
        "tests/app/core/test_wrong.py",
        2,
    )
    assert "At index 1 diff: 2 != 3" in failed["text"]
    assert ask(page, "/health")["status"] == 200


SPY = """
window.said = [];
window.rested = Promise.withResolvers();
window.Worker = class extends Worker {
  constructor(...made) {
    super(...made);
    const said = [];
    window.said.push(said);
    this.addEventListener("message", ({ data }) => {
      said.push(JSON.parse(data).t);
      const ended = said.filter((t) => t === "done" || t === "fail").length;
      if (window.said[1] === said && ended === 2) rested.resolve(said);
    });
  }
  postMessage(message) {
    if (message.op) window.said.at(-1).push(message.op);
    super.postMessage(message);
  }
};
"""


def test_the_python_that_waits_has_run_the_app_unheard(browser: Browser, address: str) -> None:
    """It is made when the reader rests; after a stop it takes over with the reader's files."""
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.add_init_script(SPY)
    page.goto(address)
    page.wait_for_function("window.engine")
    page.evaluate("engine.start({ files: {}, env: {} })")

    said = page.evaluate("rested.promise")
    assert said == ["booted", "rehearse", "ahead", "done", "done"]

    page.evaluate("engine.stop()")
    assert start(page)["ok"]
    assert ask(page, "/health")["status"] == 200
    page.close()


BUSY = """new Promise((resolve) => {
    if (engine.state === "busy") resolve();
    engine.addEventListener("state", ({ detail }) => detail === "busy" && resolve());
})"""


def test_a_list_that_never_comes_is_stopped(page: Page) -> None:
    """The CLI is imported for the list of its commands only: the app answers all the same."""
    assert start(page, {"app/cli/main.py": "while True:\n    pass\n"})["ok"]
    page.evaluate(BUSY)

    page.evaluate("engine.stop()")

    assert start(page)["ok"]


def test_a_list_that_fails_leaves_the_others(page: Page) -> None:
    """Even where a file ends its process at the import."""
    listing = start_and_list(page, {"app/cli/main.py": "raise SystemExit(2)\n"})

    assert listing["commands"] == []
    assert "daily-report" in {job["id"] for job in listing["jobs"]}
    assert "not_listed" in printed(page)
