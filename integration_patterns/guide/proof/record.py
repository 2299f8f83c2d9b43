"""Gathers what the workers report about pages, keeps it, and prints how long it took."""

from pathlib import Path
from typing import Any

import pytest

from integration_patterns.guide.proof import results
from integration_patterns.guide.proof.results import Proven

PROPERTY = "integration-patterns-proof"
SLOWEST = 3

Timing = tuple[str, str, float, list[str]]
"""Where a block stands, its kind, the seconds it took, and the digests of what it proves."""


class Record:
    """A plugin of the process that all reports come to."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pages: dict[str, Proven | None] = {}
        self._timings: list[Timing] = []
        self._unchanged = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take the blocks of a page from its report."""
        properties: dict[str, Any] = dict(report.user_properties)
        if report.when != "call" or PROPERTY not in properties:
            return
        found = properties[PROPERTY]
        if found is None:
            self._unchanged += 1
            return
        timings: list[Timing] = [tuple(timing) for timing in found["blocks"]]
        self._timings += timings
        texts = {digest: seconds for _, _, seconds, digests in timings for digest in digests}
        page = report.nodeid.partition("::")[0]
        self._pages[page] = {"key": found["key"], "texts": texts} if report.passed else None

    def pytest_sessionfinish(self) -> None:
        """Keep it for the next build of the site."""
        if self._pages:
            results.merge(self._root, self._pages)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the time of the whole proof, and of its slowest blocks."""
        if self._unchanged:
            terminalreporter.write_line(
                f"proof: {self._unchanged} pages unchanged since they were proven; --cold runs them"
            )
        if not self._timings:
            return
        slowest = sorted(self._timings, key=lambda timing: -timing[2])[:SLOWEST]
        named = ", ".join(f"{where} {kind} {seconds:.1f} s" for where, kind, seconds, _ in slowest)
        terminalreporter.write_line(
            f"proof: {len(self._pages)} pages, {len(self._timings)} blocks, "
            f"{sum(timing[2] for timing in self._timings):.1f} s; slowest: {named}"
        )
