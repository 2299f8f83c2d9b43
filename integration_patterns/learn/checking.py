"""Asks a lesson's checks and rules about the app in the current folder."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from integration_patterns.learn.lessons import CHECKS, DATA
from integration_patterns.rules.application.config import Config
from integration_patterns.rules.application.project import read_project
from integration_patterns.rules.check import check as ask_rules
from integration_patterns.rules.plugin import RuleItem
from integration_patterns.rules.registry import RULES

OPTIONS = (
    "--import-mode=importlib",
    "--noconftest",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
    "-p",
    "no:terminal",
    "-c",
    "/dev/null",
    "-o",
    "python_files=checks.py",
)


@dataclass(frozen=True)
class Result:
    """What one check or one rule came to.

    Args:
        name: The test's name, or `patterns::` and the rule's.
        says: The sentence that is true when it passes.
        outcome: passed, failed or skipped.
        message: What to tell the learner when it failed: nothing but the lesson's own words,
            unless the check itself broke.
    """

    name: str
    says: str
    outcome: str
    message: str


class _Plugin:
    """Adds an item for each rule after the checks, and hands on what each item came to."""

    def __init__(self, lesson: Path, on: Callable[[Result], object]) -> None:
        told = tomllib.loads((lesson / DATA).read_text("utf-8"))
        self._rules = frozenset(told["rules"])
        self._config = Config(app="app", folders=told.get("folders", {}))
        self._on = on
        self._says: dict[str, str] = {}

    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        for item in items:
            self._says[item.nodeid] = (getattr(item, "function", item).__doc__ or "").strip()
        project = read_project(Path(), self._config)
        chosen = [rule for rule in RULES if rule.name in self._rules]
        make = partial(RuleItem.from_parent, session)
        for outcome in ask_rules(project, self._config, chosen):
            name = f"patterns::{outcome.rule.name}"
            self._says[name] = outcome.rule.summary
            items.append(make(name=name, nodeid=name, outcome=outcome, path=Path.cwd()))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            name = report.nodeid.rpartition("::")[2]
            is_rule = report.nodeid.startswith("patterns::")
            self._on(
                Result(
                    report.nodeid if is_rule else name,
                    self._says[report.nodeid],
                    report.outcome,
                    report.longreprtext if report.failed else "",
                )
            )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._on(Result(report.nodeid, "", "failed", report.longreprtext))


def check_app(lesson: Path, on: Callable[[Result], object]) -> None:
    """Judge the app in the current folder; whoever calls makes sure that its modules are fresh.

    Args:
        lesson: The folder of the lesson.
        on: Is told each result when it is there: first the checks in the order of their file,
            then the rules.
    """
    pytest.main([str(lesson / CHECKS), *OPTIONS], plugins=[_Plugin(lesson, on)])
