"""The app's own tests, all of them, unchanged, in the page: passed, or not possible and why."""

import subprocess
import sys
from collections import defaultdict

import pytest
from playwright.sync_api import Page

from integration_patterns.site.served import ROOT

# One browser for all: the group keeps them on one worker.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

DASHBOARD = "tests/app/components/frontend"
SKIPPED = {
    "it needs Flet": {DASHBOARD},
    "it needs PostgreSQL": {
        "tests/app/core/test_database.py",
        "tests/app/core/test_database_errors.py",
        "tests/app/core/test_schema.py",
        "tests/app/entrypoints/test_database_at_work.py",
        "tests/app/services/system/test_health.py",
    },
    "it needs certificates": {
        "tests/app/core/test_http_variables.py",
    },
    "it needs a second thread": {
        "tests/app/core/test_database.py",
        "tests/app/services/test_contract.py",
    },
    "it needs a signal at a set time": {
        "tests/app/components/backend/hooks/test_time_limit.py",
    },
    "it needs a named pipe": {
        "tests/app/core/test_http_variables.py",
    },
    "it needs a socket": {
        "tests/app/cli/test_answers.py",
        "tests/app/cli/test_cli.py",
        "tests/app/cli/test_process.py",
        "tests/app/core/test_http.py",
        "tests/app/entrypoints/test_behind_a_proxy.py",
        "tests/app/entrypoints/test_database_at_work.py",
        "tests/app/entrypoints/test_limits.py",
        "tests/app/entrypoints/test_processes.py",
        "tests/app/entrypoints/test_signals.py",
        "tests/app/entrypoints/test_two_schedulers.py",
        "tests/app/entrypoints/test_workers.py",
        "tests/app/services/test_exchange_rates.py",
        "tests/app/services/test_report_service.py",
    },
    "install libfaketime to run this test": {
        "tests/app/entrypoints/test_a_clock_that_is_set.py",
    },
    "it starts a process": {
        "tests/app/cli/test_cli.py",
        "tests/app/cli/test_commands.py",
        "tests/app/cli/test_process.py",
        "tests/app/components/backend/hooks/test_print.py",
        "tests/app/components/scheduler/test_healthcheck.py",
        "tests/app/core/test_env_file.py",
        "tests/app/core/test_logging.py",
        "tests/app/core/test_setting_types.py",
        "tests/app/entrypoints/test_processes.py",
        "tests/app/entrypoints/test_signals.py",
        "tests/app/entrypoints/test_start_failure.py",
        "tests/app/migrations/test_alembic.py",
        "tests/app/services/test_files.py",
    },
}
"""In which files, beside the PostgreSQL twin of a test that runs on SQLite."""


def test_every_test_of_the_app_passes_or_says_why_it_cannot_run(page: Page) -> None:
    """The same tests as on CPython, and the app that runs is not disturbed."""
    results = page.evaluate(
        """async () => { const results = [];
        await engine.test(["tests/app"], (one) => results.push(one)); return results }"""
    )

    assert [one for one in results if one["outcome"] == "failed"] == []
    reported = {one["id"] for one in results if one["id"] != DASHBOARD}
    assert reported == {one for one in _collected() if not one.startswith(DASHBOARD)}
    why = defaultdict(set)
    for one in results:
        twin = one["id"].replace("[postgresql", "[sqlite") if "[postgresql" in one["id"] else ""
        if one["outcome"] == "skipped" and twin not in reported:
            reason = one["text"].removeprefix("Not in the page: ").removesuffix(".")
            why[reason].add(one["id"].partition("::")[0])
    assert dict(why) == SKIPPED
    assert page.evaluate("ask('GET', '/health')")["status"] == 200


def _collected() -> set[str]:
    command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-m", "", "tests/app"]
    done = subprocess.run(
        command, cwd=ROOT / "example_app", capture_output=True, text=True, check=True
    )
    return {line for line in done.stdout.splitlines() if "::" in line}
