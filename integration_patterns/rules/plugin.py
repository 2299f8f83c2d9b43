"""`pytest --patterns`: one item for each rule, asked of the project that pytest runs in."""

from functools import partial
from pathlib import Path

import pytest

from integration_patterns.rules import check as checking
from integration_patterns.rules.application.config import load, root_of
from integration_patterns.rules.application.project import read_project
from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.registry import NAMES, RULES


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --patterns."""
    parser.addoption(
        "--patterns", action="store_true", help="check the application with integration_patterns"
    )


@pytest.hookimpl(tryfirst=True)  # so that -k chooses among the rules, too
def pytest_collection_modifyitems(
    session: pytest.Session, config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Add the rules to what was collected."""
    if not config.getoption("--patterns"):
        return
    try:
        root = root_of(config.rootpath)
        settings = load(root, NAMES)
        project = read_project(root, settings)
        outcomes = checking.check(project, settings, RULES)
    except CannotCheckError as error:
        raise pytest.UsageError(str(error)) from error
    make = partial(RuleItem.from_parent, session)
    for outcome in outcomes:
        name = f"patterns::{outcome.rule.name}"
        items.append(make(name=name, nodeid=name, outcome=outcome, path=config.rootpath))


class RuleBrokenError(Exception):
    """Says where."""


class RuleItem(pytest.Item):
    """What one rule says."""

    def __init__(self, *, outcome: checking.Outcome, **rest: object) -> None:
        super().__init__(**rest)  # type: ignore[arg-type]  # pytest's own, passed on
        self.outcome = outcome
        # Without xdist the mark is unknown, and a strict project refuses it.
        if self.config.pluginmanager.hasplugin("xdist"):
            self.add_marker(pytest.mark.xdist_group("patterns"))

    def runtest(self) -> None:
        """Fail with the findings; skip what has nothing to say."""
        outcome = self.outcome
        if outcome.is_failure:
            raise RuleBrokenError("\n".join(map(str, outcome.findings)) or outcome.note)
        if outcome.state is not checking.State.KEPT:
            pytest.skip(f"{outcome.state}: {outcome.note}")

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,
    ) -> str:
        """Show the findings without a traceback of the machinery."""
        if isinstance(excinfo.value, RuleBrokenError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo, style))  # type: ignore[arg-type]  # pytest's own

    def reportinfo(self) -> tuple[Path, None, str]:
        """Name the rule."""
        return self.path, None, self.name
