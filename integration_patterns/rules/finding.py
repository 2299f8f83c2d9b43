"""One shape for everything a rule has to say: where, what, fix."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place, and how to fix it.

    Args:
        path: Relative to the project, with forward slashes.
        line: Counted from 1.
        what: What is wrong, without a full stop.
        fix: What to do, without a full stop.
    """

    path: str
    line: int
    what: str
    fix: str


@dataclass(frozen=True, order=True)
class Finding:
    """A problem, and the name of the rule that it breaks."""

    path: str
    line: int
    rule: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}. fix: {self.fix}."


class CannotCheckError(Exception):
    """There is nothing to check, or the configuration can't be followed; one line says why."""

    def __init__(self, where: str, what: str, fix: str) -> None:
        super().__init__(f"{where}: {what}. fix: {fix}.")
        self.where = where
        self.what = what
        self.fix = fix
