"""Runs the app's own tests with pytest, and reports each result as soon as there is one."""

import gc
import logging
import warnings
from collections.abc import Callable, Generator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import pytest
import structlog

from integration_patterns.live.runtime import place
from integration_patterns.live.runtime.app.process import own_process
from integration_patterns.live.runtime.imports import absent
from integration_patterns.live.runtime.protocol.app import TestEnd, TestResult

OPTIONS = (
    "--continue-on-collection-errors",
    "--import-mode=importlib",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-p",
    "no:terminal",
    "-W",
    "error",
    # Starlette's test client would rather have another httpx than the app's.
    "-W",
    "ignore:Using `httpx` with `starlette.testclient`",
    "-o",
    "anyio_mode=auto",
    "-o",
    "markers=slow: starts processes",
    f"--rootdir={place.APP_DIR}",
    "-c",
    "/dev/null",
)
NO_REMEDY_HERE = {
    "set TEST_POSTGRES_URL to a PostgreSQL database to run this test": (
        "Not in the page: it needs PostgreSQL."
    )
}
"""What to say instead of a reason to skip that asks for what no reader of the page can do."""


class Results:
    """A pytest plugin that reports how each test ended."""

    def __init__(self, on: Callable[[TestResult], object]) -> None:
        self._on = on
        self._absent: dict[str, str | None] = {}
        self.counts: TestEnd = {"passed": 0, "failed": 0, "skipped": 0}

    @pytest.fixture(scope="session", name="worker_id")
    @classmethod
    def _worker_id(cls) -> str:
        """As pytest-xdist says it where it runs alone."""
        return "master"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Look at the error itself: its report shows the source, too."""
        self._look(item.nodeid, call)
        return (yield)

    def pytest_exception_interact(
        self, call: pytest.CallInfo[Any], report: pytest.TestReport | pytest.CollectReport
    ) -> None:
        """Look at the error of a file that can't be read, before it is reported."""
        if isinstance(report, pytest.CollectReport):
            self._look(report.nodeid, call)

    def _look(self, node: str, call: pytest.CallInfo[Any]) -> None:
        error = call.excinfo.value if call.excinfo else None
        if isinstance(error, pytest.Collector.CollectError) and error.__cause__:
            # Its own message is the whole report of the cause.
            error = error.__cause__
        self._absent[node] = absent.reason(error) if error else None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A test's call, or the error before it."""
        if report.when == "call" or report.outcome != "passed":
            self._report(report, round(report.duration * 1000, 1))

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that could not be read."""
        if report.failed:
            self._report(report, 0)

    def _report(self, report: pytest.TestReport | pytest.CollectReport, ms: float) -> None:
        text, outcome = report.longreprtext, report.outcome
        if reason := self._absent.pop(report.nodeid, None):
            outcome, text = "skipped", f"Not in the page: {reason}."
        elif outcome == "skipped" and isinstance(report.longrepr, tuple):
            text = report.longrepr[2].removeprefix("Skipped: ")
            text = NO_REMEDY_HERE.get(text, text)
        file, line = _place(report)
        self.counts[outcome] += 1
        self._on(
            {
                "id": report.nodeid,
                "outcome": outcome,
                "ms": ms,
                "text": text,
                "file": file,
                "line": line,
            }
        )


def _place(report: Any) -> tuple[str | None, int | None]:
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash and (file := place.shown(crash.path)):
        return file, crash.lineno
    location = getattr(report, "location", None)
    return (location[0], (location[1] or 0) + 1) if location else (report.nodeid, None)


def run(paths: list[str], on: Callable[[TestResult], object]) -> TestEnd:
    """Run tests, in modules of their own; how many passed, failed and were skipped."""
    results = Results(on)
    unseen = StringIO()
    # What commands left open would be reported as a leak of the first test.
    with warnings.catch_warnings(action="ignore"):
        gc.collect()
    options = [*OPTIONS, *(f"{place.APP_DIR}/{path}" for path in paths)]
    with own_process(["pytest"]), redirect_stdout(unseen), redirect_stderr(unseen):
        # Not for commands: the server answers them meanwhile, and keeps its own logging.
        structlog.reset_defaults()
        logging.getLogger().handlers.clear()
        code = pytest.main(options, plugins=[results])
    if code in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        raise RuntimeError(
            f"pytest ended with {pytest.ExitCode(code).name}: {unseen.getvalue()[-2000:]}"
        )
    return results.counts
