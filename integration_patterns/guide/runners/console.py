"""Runs the commands of a console fence and writes down what they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.runners import elision
from integration_patterns.guide.sandbox import commands

if TYPE_CHECKING:
    from integration_patterns.guide.blocks.fences import Fence
    from integration_patterns.guide.sandbox.commands import Outcome
    from integration_patterns.guide.sandbox.workspace import Workspace

PROMPT = "$ "
INTERRUPT = "^C"
EXIT_CODE = re.compile(r"\[exit code: \d+\]")


@dataclass
class Step:
    """A command as typed, and what the page says it answers."""

    typed: list[str]
    expected: list[str] = field(default_factory=list)
    interrupted: bool = False
    expected_after: list[str] = field(default_factory=list)
    fails: bool = False

    @property
    def command(self) -> str:
        """The command without its prompt."""
        return "\n".join(self.typed).removeprefix(PROMPT)

    @property
    def has_succeeded(self) -> bool:
        """Whether the page tells what it answers, and that this is no failure."""
        return bool(self.expected) and not self.fails


def steps(fence: Fence) -> list[Step]:
    """Read the commands of a fence."""
    found: list[Step] = []
    for line in fence.body:
        if line.startswith(PROMPT):
            found.append(Step([line]))
        elif not found:
            raise fence.error(
                "a console block starts with something other than a command",
                'begin it with a line "$ command"',
            )
        else:
            _add(line, found[-1])
    if not found:
        raise fence.error("an empty console block", 'write a line "$ command"')
    return found


def _add(line: str, step: Step) -> None:
    if EXIT_CODE.fullmatch(line):
        step.fails = True
    elif step.typed[-1].endswith("\\") and not step.expected:
        step.typed.append(line)
    elif line == INTERRUPT:
        step.interrupted = True
    elif step.interrupted:
        step.expected_after.append(line.rstrip())
    else:
        step.expected.append(line.rstrip())


def answer(
    step: Step, workspace: Workspace, where: str, *, update: bool
) -> tuple[Outcome, list[str]]:
    """Run a step; return what happened, and its lines as the page should have them."""
    if step.interrupted:
        outcome = commands.run_until_interrupted(
            step.command,
            workspace,
            where,
            None if update else lambda lines: elision.matches(step.expected, lines),
        )
    else:
        outcome = commands.run(step.command, workspace, where)
    volatile = workspace.config.volatile
    before = elision.rewrite(step.expected, outcome.lines, volatile)
    after = elision.rewrite(step.expected_after, outcome.after_interrupt, volatile)
    for line in (*before, *after):
        _refuse_mark(line, where)
    lines = [*step.typed, *before]
    if step.interrupted:
        lines += [INTERRUPT, *after]
    if outcome.code:
        lines.append(f"[exit code: {outcome.code}]")
    return outcome, lines


def _refuse_mark(line: str, where: str) -> None:
    """The page would take such a line for a command, a key or an exit code of its own."""
    if line.startswith(PROMPT) or line == INTERRUPT or EXIT_CODE.fullmatch(line):
        raise PageError(
            where,
            f'the command prints "{line}", which the page takes for a mark of its own',
            "leave that line out with a line ..., or let the command print something else",
        )
