"""What a rule is: one module with why, what, an example of each kind, and a check."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import ModuleType

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Finding, Problem

Files = Mapping[str, str]


@dataclass(frozen=True)
class Rule:
    """What the module of a rule defines, under the name of its file.

    Args:
        name: The file's name, with hyphens.
        why: The incident behind the rule: the module's docstring after its first line.
        summary: SUMMARY, what the rule asks for, in one sentence.
        patterns: PATTERNS, the pages of the patterns that it keeps, as docs/patterns names them.
        needs: NEEDS, the parts of the layout without which the rule has nothing to say.
        good: GOOD, files that follow the rule.
        bad: BAD, the same files, breaking it.
        check: Yields what breaks the rule; passes what it looks at through `project.each`.
        also: ALSO, other rules that the bad example breaks, each with the reason why it has to.
        nothing: NOTHING, what an application may have none of, and then the rule does not apply;
            without it, looking at nothing is a failure.
        imports_the_app: IMPORTS_THE_APP, whether it runs code of the app.
    """

    name: str
    why: str
    summary: str
    patterns: tuple[str, ...]
    needs: tuple[str, ...]
    good: Files
    bad: Files
    check: Callable[[Project], Iterator[Problem]]
    also: Mapping[str, str]
    nothing: str
    imports_the_app: bool

    @classmethod
    def of(cls, module: ModuleType) -> "Rule":
        """The rule that a module defines."""
        return cls(
            name=module.__name__.rpartition(".")[2].replace("_", "-"),
            why=inspect.cleandoc(module.__doc__ or "").partition("\n")[2].strip(),
            summary=module.SUMMARY,
            patterns=module.PATTERNS,
            needs=module.NEEDS,
            good=module.GOOD,
            bad=module.BAD,
            check=module.check,
            also=getattr(module, "ALSO", {}),
            nothing=getattr(module, "NOTHING", ""),
            imports_the_app=getattr(module, "IMPORTS_THE_APP", False),
        )

    def findings(self, project: Project) -> list[Finding]:
        """Everything that breaks the rule, once."""
        found = self.check(project)
        return sorted({Finding(one.path, one.line, self.name, one.what, one.fix) for one in found})
