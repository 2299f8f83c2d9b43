"""One function a kind of block: prove it, and return the body it should have."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

from integration_patterns.guide.blocks.page import Generated
from integration_patterns.guide.blocks.slices import unresolved
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.runners import console, elision, http, tree
from integration_patterns.guide.sandbox.services import RunningService

if TYPE_CHECKING:
    from collections.abc import Callable

    from integration_patterns.guide.blocks.entries import ShownBlock
    from integration_patterns.guide.blocks.fences import Fence
    from integration_patterns.guide.blocks.views import Code
    from integration_patterns.guide.runners.console import Step
    from integration_patterns.guide.runners.workspaces import Bench


def prove(shown: ShownBlock, bench: Bench) -> list[str]:
    """Return the body a block should have, or raise what is wrong with it."""
    block = shown.block
    if isinstance(block, Generated):
        return prove_generated(block, bench)
    if block.is_output:
        return BY_LANGUAGE[block.language](block, bench)
    return prove_code(block, shown.code, bench)


def prove_code(fence: Fence, code: Code, bench: Bench) -> list[str]:
    """Included code is true if what it names exists, and its slice runs alone."""
    if form := code.alone:
        if missing := unresolved(form.text):
            names = ", ".join(sorted(missing))
            raise fence.error(f"{form.title} uses {names} but does not define it", "import it")
        if problem := bench.slices.problem(form.text):
            raise fence.error(
                f"the self-contained form of {form.title} does not run alone:\n{problem}",
                "name the regions whose effects it needs in its marker: [start:name needs=other]",
            )
    return list(fence.body)


def prove_console(fence: Fence, bench: Bench) -> list[str]:
    """Run the commands; those of an overlay must fail there and succeed without it."""
    steps = console.steps(fence)
    workspace = bench.of(fence)
    lines: list[str] = []
    failed = False
    for step in steps:
        outcome, answer = console.answer(step, workspace, fence.where, update=bench.update)
        failed = failed or outcome.code != 0
        if bench.update and outcome.code and step.has_succeeded:
            raise fence.error(
                f'"{step.command}" succeeded when its output was written, and fails now:\n'
                + "\n".join([*outcome.lines, ""]),
                "correct the command; if it is meant to fail, remove its output and update again",
            )
        lines += answer
    if "breaks" in fence.attributes:
        if not failed:
            raise fence.error(
                f'no command fails with breaks="{fence.attributes["breaks"]}"',
                "break something that these commands notice",
            )
        for step in steps:
            _must_succeed(step, fence, bench)
    return lines


def _must_succeed(step: Step, fence: Fence, bench: Bench) -> None:
    services = {service.command: name for name, service in bench.config.services.items()}
    command = step.command.removeprefix("uv run ")
    twin = bench.twin_of(fence)
    if name := services.get(command):
        if not twin.has_started(name):
            RunningService(name, bench.config.services[name], twin, fence.where).stop()
        return
    outcome, _ = console.answer(step, twin, fence.where, update=False)
    if outcome.code:
        shown = "\n".join(outcome.lines)
        raise fence.error(
            f'"{step.command}" fails without the overlay, too:\n{shown}\n',
            "let the overlay be the only cause",
        )


def prove_http(fence: Fence, bench: Bench) -> list[str]:
    """Ask the application; an overlay's answer must differ from the intact one."""
    if not bench.config.http_app:
        raise fence.error("no application is configured", "set http_app in pyproject.toml")
    exchange = http.read(fence)
    lines = http.answer(exchange, bench.of(fence), fence.where)
    if "breaks" in fence.attributes and lines == _intact(exchange, fence, bench):
        raise fence.error(
            f'the answer is the same without breaks="{fence.attributes["breaks"]}"',
            "ask for what the overlay breaks",
        )
    return lines


def _intact(exchange: http.Exchange, fence: Fence, bench: Bench) -> list[str]:
    return http.answer(exchange, bench.twin_of(fence), fence.where)


def prove_generated(block: Generated, bench: Bench) -> list[str]:
    """Call the function that makes the block."""
    functions = bench.config.generated
    if block.name not in functions:
        raise PageError(
            block.where,
            f'nothing generates "{block.name}"',
            f"use one of {', '.join(sorted(functions)) or 'none yet'}, or configure it",
        )
    module, _, function = functions[block.name].partition(":")
    root = str(bench.config.project.root)
    if root not in sys.path:
        sys.path.insert(0, root)
    try:
        text = str(getattr(importlib.import_module(module), function)())
    except Exception as error:
        raise PageError(
            block.where,
            f'{functions[block.name]}() failed with "{error}"',
            "correct what it describes, or the function",
        ) from error
    return ["", *(line.rstrip() for line in text.strip("\n").split("\n")), ""]


def prove_tree(fence: Fence, bench: Bench) -> list[str]:
    """Look at the folder."""
    actual = tree.draw(fence, bench.config.project)
    return elision.realign([line.rstrip() for line in fence.body], actual)


BY_LANGUAGE: dict[str, Callable[[Fence, Bench], list[str]]] = {
    "console": prove_console,
    "http": prove_http,
    "tree": prove_tree,
}
