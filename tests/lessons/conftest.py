"""Prints what the checks of the lessons came to: `uv run pytest -m "" tests/lessons`."""

from collections import defaultdict

import pytest

# Lessons hold files of learners' apps, which are no tests of ours.
collect_ignore_glob = ["[0-9][0-9]-*"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add a table: one line for each lesson."""
    judged: dict[str, list[dict[str, object]]] = defaultdict(list)
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            properties = dict(getattr(report, "user_properties", ()))
            if "lesson" in properties and report.when == "call":
                judged[properties["lesson"]].append({**properties, "outcome": outcome})
    if judged:
        terminalreporter.section("lessons")
        terminalreporter.line(f"{'lesson':36} checks rules start solution right wrong seconds")
        for lesson, states in sorted(judged.items()):
            terminalreporter.line(_line(lesson, states))


def _line(lesson: str, states: list[dict[str, object]]) -> str:
    def of(kind: str) -> str:
        own = [one for one in states if one["kind"] == kind]
        return f"{sum(one['outcome'] == 'passed' for one in own)}/{len(own)}"

    checks, rules = (max(int(str(one[what])) for one in states) for what in ("checks", "rules"))
    seconds = sum(float(str(one["seconds"])) for one in states)
    return (
        f"{lesson:36} {checks:6} {rules:5} {of('start'):>5} {of('solution'):>8} "
        f"{of('right'):>5} {of('wrong'):>5} {seconds:7.1f}"
    )
