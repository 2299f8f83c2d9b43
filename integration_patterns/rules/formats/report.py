"""What there is to tell after a check."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.check import Outcome, State
from integration_patterns.rules.finding import Finding


@dataclass(frozen=True)
class Report:
    """The outcomes, and the application that they are about."""

    project: Project
    outcomes: Sequence[Outcome]

    @property
    def findings(self) -> list[Finding]:
        """Every finding, file by file."""
        return sorted(one for outcome in self.outcomes for one in outcome.findings)

    @property
    def blind(self) -> list[Outcome]:
        """The rules that found nothing to look at."""
        return [one for one in self.outcomes if one.state is State.BLIND]

    @property
    def not_asked(self) -> dict[tuple[str, str], list[str]]:
        """The rules that were not asked, by their state and the reason."""
        names: dict[tuple[str, str], list[str]] = {}
        for one in self.outcomes:
            if not one.has_looked:
                names.setdefault((one.state, one.note), []).append(one.rule.name)
        return names

    @property
    def is_failure(self) -> bool:
        """Whether the check must not pass."""
        return any(one.is_failure for one in self.outcomes)

    def path(self, finding: Finding) -> str:
        """A path that can be opened from here: from the working directory, if it is in it."""
        here = Path(os.path.relpath(self.project.root / finding.path)).as_posix()
        return finding.path if here.startswith("../") else here

    def message(self, finding: Finding) -> str:
        """What and fix, without the place."""
        return f"{finding.what}. fix: {finding.fix}."

    def summary(self) -> str:
        """One line to end with."""
        states = [one.state for one in self.outcomes]
        rules = counted(len(states), "rule")
        counts = [f"{states.count(state)} {state}" for state in State if state in states]
        known = sum(one.known for one in self.outcomes)
        exempted = sum(one.exempted for one in self.outcomes)
        extra = [f"{known} in the baseline"] if known else []
        extra += [f"{exempted} exempted"] if exempted else []
        findings = ", ".join([counted(len(self.findings), "finding"), *extra])
        return f"{rules}: {', '.join(counts)}; {findings}."


def counted(number: int, thing: str) -> str:
    """The number with its noun, such as `1 rule` or `2 rules`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"
