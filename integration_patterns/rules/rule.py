"""What a rule is: one module with why, what, an example of each kind, and a check."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project

Files = Mapping[str, str]


class RuleModule(Protocol):
    """The names that the module of a rule defines; its docstring says why it exists."""

    @property
    def SUMMARY(self) -> str:  # noqa: N802 - a constant of the module
        """What the rule asks for, in one sentence."""

    @property
    def NEEDS(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """The parts of the layout without which the rule has nothing to say."""

    @property
    def PATTERNS(self) -> tuple[str, ...]:  # noqa: N802 - a constant of the module
        """The pages of the patterns that it keeps, as docs/patterns names them."""

    @property
    def GOOD(self) -> Files:  # noqa: N802 - a constant of the module
        """Files that follow the rule."""

    @property
    def BAD(self) -> Files:  # noqa: N802 - a constant of the module
        """The same files, breaking it."""

    def check(self, project: Project) -> Iterator[Finding]:
        """Yield what breaks the rule; pass what it looks at through `project.each`."""


@dataclass(frozen=True)
class Rule:
    """A module under its name; `imports_the_app` says that it runs code of the app."""

    name: str
    module: RuleModule
    imports_the_app: bool = False

    @property
    def summary(self) -> str:
        """What the rule asks for, in one sentence."""
        return self.module.SUMMARY

    @property
    def why(self) -> str:
        """The incident behind the rule: its docstring after the first line."""
        return inspect.cleandoc(self.module.__doc__ or "").partition("\n")[2].strip()

    @property
    def also(self) -> Mapping[str, str]:
        """Other rules that the bad example breaks, each with the reason why it has to."""
        found: Mapping[str, str] = getattr(self.module, "ALSO", {})
        return found

    def nothing_to_say(self, project: Project) -> str:
        """Why the rule does not apply, if its module has `applies` and that says so."""
        applies: Callable[[Project], str] | None = getattr(self.module, "applies", None)
        return applies(project) if applies else ""
