"""A visit that goes offline: everything goes on."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from integration_patterns.site.served import ROOT

# One browser for all: the group keeps them on one worker.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

# Resolves when the page has handed every archive to its Pythons.
SUPPLIED = """
  window.supplied = new Promise((resolve) => {
    const missing = new Set(["core", "more", "rest"]);
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...more) {
      post.call(this, message, ...more);
      if (message.t === "supply") missing.delete(message.archive);
      if (missing.size === 0) resolve();
    };
  });
"""
EVERYTHING = """async () => {
  const start = async (files) => (await engine.start({ files, env: {} })).ok;
  const HOOK = "def startup_hook(): ...";
  const results = [];
  const done = {};
  done.edited = await start({ "app/components/backend/startup/30_new.py": HOOK });
  done.answered = (await ask("GET", "/health/live")).status;
  done.command = (await engine.cli("report --help", () => {})).exitCode;
  done.jobs = (await engine.jobs()).jobs.length > 0;
  const ended = await engine.test(["tests/app/core/test_models.py"], (one) => results.push(one));
  done.tests = [ended.passed > 0, ended.failed];
  // The first takes the worker that is ready; the second finds none, and makes one.
  await engine.stop();
  await engine.stop();
  done.restarted = await start({});
  done.again = (await ask("GET", "/health/live")).status;
  return done;
}"""


def test_after_the_first_run_nothing_needs_a_network(browser: Browser, address: str) -> None:
    """Edits, requests, commands, jobs, tests, and the new Python after a stop."""
    with browser.new_context() as window:
        page = window.new_page()
        page.add_init_script(SUPPLIED)
        page.set_default_timeout(60_000)
        page.goto(address)
        page.wait_for_function("window.engine")
        assert page.evaluate("engine.start({ files: {}, env: {} })")["ok"]
        page.evaluate("supplied")

        window.set_offline(True)
        done = page.evaluate(EVERYTHING)

    assert done == {
        "edited": True,
        "answered": 200,
        "command": 0,
        "jobs": True,
        "tests": [True, 0],
        "restarted": True,
        "again": 200,
    }


def test_as_much_is_fetched_as_the_decision_says(bundle: Path) -> None:
    """Compressed where a server may compress; the archives come after the first Run."""
    manifest = json.loads((bundle / "manifest.json").read_text())
    sizes = {name: one.get("gz") or one["bytes"] for name, one in manifest.items()}
    later = sum(size for name, size in sizes.items() if name.endswith(".zip"))

    decision = " ".join((ROOT / "docs/why/0006-the-app-runs-in-the-page.md").read_text().split())
    assert "Fewer than sixteen megabytes are fetched" in decision
    assert sum(sizes.values()) - later < 16e6
    assert "After the first Run come fewer than ten more" in decision
    assert later < 10e6
