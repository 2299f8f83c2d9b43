"""Runs the commands of a console fence and writes down what they answer.

What is typed in a terminal, and what comes back::

    ```console server="webserver"
    $ uv run python -m app.cli reports show 1
    user 1: [..] lines
    ...
    $ python -m app.cli reports show nope
    no such report
    [exit code: 1]
    ```

A failing command's exit code follows its output. `server="webserver scheduler"` starts services
once for the page. A command that runs until stopped ends in a line `^C`, pressed once the lines
above it have appeared; what follows is its farewell. A command ending in a backslash goes on in the
next line. An update never writes a failure over output of success: correct the command, or remove
the output if it is meant to fail.

To save time, `python` is forked from an interpreter that has already imported the `warm` packages
of the configuration. A command whose arguments mention sys.modules could tell, and is run in a
fresh interpreter; so is a slice that does. Code that looks there from a file is not noticed: name
sys.modules in the command, as in `python -c "import sys, app.main; print(sorted(sys.modules))"`.

`at="2026-11-01T08:59:58Z"` on a console block starts the clock of every Python process of
its commands, and of the services it starts, at that second in UTC; each then goes on by itself.
So dates on the page are the same tomorrow. Other programs, as `date`, keep the real time. All
blocks of a page that ask for one service state the same time.
"""

import re
from dataclasses import dataclass, field

from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.runners import elision
from integration_patterns.guide.runners.workspaces import Workspaces
from integration_patterns.guide.sandbox import shell
from integration_patterns.guide.sandbox.services import RunningService
from integration_patterns.guide.sandbox.shell import Outcome
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


def prove(fence: Fence, workspaces: Workspaces) -> list[str]:
    """Run the commands; those of an overlay must fail there and succeed without it."""
    typed = steps(fence)
    workspace = workspaces.of(fence)
    lines: list[str] = []
    failed = False
    for step in typed:
        outcome, shown = answer(step, workspace, fence.where, update=workspaces.update)
        failed = failed or outcome.code != 0
        if workspaces.update and outcome.code and step.has_succeeded:
            raise fence.error(
                f'"{step.command}" succeeded when its output was written, and fails now:\n'
                + "\n".join([*outcome.lines, ""]),
                "correct the command; if it is meant to fail, remove its output and update again",
            )
        lines += shown
    if "breaks" in fence.attributes:
        if not failed:
            raise fence.error(
                f'no command fails with breaks="{fence.attributes["breaks"]}"',
                "break something that these commands notice",
            )
        for step in typed:
            _must_succeed(step, fence, workspaces)
    return lines


def _must_succeed(step: Step, fence: Fence, workspaces: Workspaces) -> None:
    services = {service.command: name for name, service in workspaces.config.services.items()}
    command = step.command.removeprefix("uv run ")
    twin = workspaces.twin_of(fence)
    if name := services.get(command):
        if not twin.has_started(name):
            RunningService(name, workspaces.config.services[name], twin, fence.where).stop()
        return
    outcome, _ = answer(step, twin, fence.where, update=False)
    if outcome.code:
        shown = "\n".join(outcome.lines)
        raise fence.error(
            f'"{step.command}" fails without the overlay, too:\n{shown}\n',
            "let the overlay be the only cause",
        )


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
        # What a page has said already may come after a pause, so quiet is no measure for it.
        is_new = update and not step.expected
        outcome = shell.run_until_interrupted(
            step.command,
            workspace,
            where,
            None if is_new else lambda lines: elision.matches(step.expected, lines),
        )
    else:
        outcome = shell.run(step.command, workspace, where)
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
