"""Asks a lesson's checks and rules about the app in the current folder."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
import structlog

from integration_patterns.learn.asking import fail
from integration_patterns.learn.lessons import CHECKS, DATA
from integration_patterns.rules.application.config import Config
from integration_patterns.rules.application.project import Project, read_project
from integration_patterns.rules.check import check as ask_rules
from integration_patterns.rules.registry import RULES
from integration_patterns.rules.rule import Rule

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


class _App:
    """The app in the current folder, as the rules see it; read when the first rule runs."""

    def __init__(self, folders: Mapping[str, str]) -> None:
        self.config = Config(app="app", folders=folders)

    @cached_property
    def project(self) -> Project:
        return read_project(Path(), self.config)


class _RuleItem(pytest.Item):
    """Asks one rule, after the checks."""

    def __init__(self, *, rule: Rule, app: _App, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest's own, passed on
        self._rule, self._app = rule, app

    def runtest(self) -> None:
        (outcome,) = ask_rules(self._app.project, self._app.config, [self._rule])
        if outcome.is_failure:
            fail("\n".join(map(str, outcome.findings)) or outcome.note)
        if not outcome.has_looked:
            pytest.skip(f"{outcome.state}: {outcome.note}")


class _Plugin:
    """Adds an item for each rule after the checks, and hands on what each item came to."""

    def __init__(self, lesson: Path, on: Callable[[Result], object]) -> None:
        data = tomllib.loads((lesson / DATA).read_text("utf-8"))
        self._rules = frozenset(data["rules"])
        self._app = _App(data.get("folders", {}))
        self._on = on
        self._says: dict[str, str] = {}

    def pytest_collection_modifyitems(
        self, session: pytest.Session, items: list[pytest.Item]
    ) -> None:
        for item in items:
            self._says[item.nodeid] = (getattr(item, "function", item).__doc__ or "").strip()
        for rule in RULES:
            if rule.name in self._rules:
                name = f"patterns::{rule.name}"
                self._says[name] = rule.summary
                rest = {"name": name, "nodeid": name, "path": Path.cwd()}
                items.append(_RuleItem.from_parent(session, rule=rule, app=self._app, **rest))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            name = report.nodeid
            self._on(
                Result(
                    name if name.startswith("patterns::") else name.rpartition("::")[2],
                    self._says[name],
                    report.outcome,
                    report.longreprtext if report.failed else "",
                )
            )

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self._on(Result(report.nodeid, "", "failed", report.longreprtext))


def check_app(lesson: Path, on: Callable[[Result], object], *, to_the_end: bool = True) -> None:
    """Judge the app in the current folder; the caller makes sure that its modules are fresh.

    Args:
        lesson: The folder of the lesson.
        on: Called with each result as it comes: first the checks in the order of their file,
            then the rules.
        to_the_end: Go on after the first failure.
    """
    _log_plainly()
    options = OPTIONS if to_the_end else (*OPTIONS, "--exitfirst")
    pytest.main([str(lesson / CHECKS), *options], plugins=[_Plugin(lesson, on)])


def _log_plainly() -> None:
    # To colour a traceback, as structlog does without configuration, takes seconds.
    plain = structlog.dev.ConsoleRenderer(
        colors=False, exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[structlog.processors.add_log_level, plain])
