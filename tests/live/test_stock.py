"""The stock page that the engine is measured against, with a small thing in Pyodide's place."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from integration_patterns.benchmarks.live import command
from integration_patterns.site.served import serve

pytestmark = [pytest.mark.browser, pytest.mark.timeout(60)]
PYODIDE = """
const { setTimeout } = self;
let timers = 0;
self.setTimeout = (...given) => { timers += 1; return setTimeout(...given); };
let post, later, turns, id;
const bridge = {
  install() {},
  connect(given, wait) { [post, later] = [given, wait]; },
  call(text) {
    const { op, ...call } = JSON.parse(text);
    if (op === "start") throw new Error("the call failed");
    [id, turns] = [call.id, call.args.path === "/pump" ? -1 : 10];
    later(0);
  },
  pump() {
    if (turns < 0) throw new Error("the pump failed");
    if (turns-- > 0) later(0);
    else post(JSON.stringify({ id, t: "done", result: { timers } }));
  },
};
const FS = { mkdirTree() {}, writeFile() {} };
export const loadPyodide = async () => ({ FS, runPython: () => bridge, unpackArchive() {} });
"""
PAGE = """<!doctype html><title>stock</title><script type="module">
import { createEngine } from "./stock_engine.js";
window.engine = createEngine({ base: new URL("live/", location.href).href });
window.told = (promise) => promise.catch(({ message }) => message);
</script>"""


@pytest.fixture(scope="module", name="page")
def _page(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = tmp_path_factory.mktemp("stock")
    for name in ("stock_engine.js", "stock_worker.js"):
        shutil.copy(command.HERE / name, folder)
    _write(folder / "stock/pyodide.mjs", PYODIDE)
    _write(folder / "stock/wheels.json", [])
    named = {name: {"file": name} for name in ("image.json", "app.db")}
    _write(folder / "live/manifest.json", named)
    _write(folder / "live/image.json", {"files": {}})
    _write(folder / "live/app.db", "")
    _write(folder / "index.html", PAGE)
    with serve(folder) as address:
        page = browser.new_page()
        page.goto(address)
        page.wait_for_function("window.engine")
        yield page
        page.close()


def _write(file: Path, content: Any) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text(content if isinstance(content, str) else json.dumps(content))


def test_a_turn_of_the_loop_waits_for_no_timer(page: Page) -> None:
    """Browsers let a timer of 0 ms wait for 4, and the engine has none: the race is fair."""
    assert page.evaluate("engine.request({ path: '/' })") == {"timers": 0}


def test_a_call_that_fails_is_told(page: Page) -> None:
    """It ends at once, and not at the time limit of the caller."""
    assert page.evaluate("told(engine.start({}))") == "Error: the call failed"


def test_a_turn_of_the_loop_that_fails_is_told(page: Page) -> None:
    """To every call that waits."""
    assert page.evaluate("told(engine.request({ path: '/pump' }))") == "Error: the pump failed"
