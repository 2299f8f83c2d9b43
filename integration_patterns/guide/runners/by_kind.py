"""Gives each block to what proves it: a fence of output to the module of its language."""

import importlib
import sys

from integration_patterns.guide.blocks.entries import ShownBlock
from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.blocks.page import Generated
from integration_patterns.guide.blocks.slicing import unresolved
from integration_patterns.guide.blocks.views import Code
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.runners.workspaces import Workspaces


def prove(shown: ShownBlock, workspaces: Workspaces) -> list[str]:
    """Return the body a block should have, or raise what is wrong with it."""
    block = shown.block
    if isinstance(block, Generated):
        return prove_generated(block, workspaces)
    if block.is_output:
        runner = importlib.import_module(f"{__package__}.{block.language}")
        return list(runner.prove(block, workspaces))
    return prove_code(block, shown.code, workspaces)


def prove_code(fence: Fence, code: Code, workspaces: Workspaces) -> list[str]:
    """Included code is true if what it names exists, and its slice runs alone."""
    if form := code.alone:
        if missing := unresolved(form.text):
            names = ", ".join(sorted(missing))
            raise fence.error(f"{form.title} uses {names} but does not define it", "import it")
        if problem := workspaces.slices.problem(form.text):
            raise fence.error(
                f"the self-contained form of {form.title} does not run alone:\n{problem}",
                "let the region define what it needs, and do nothing while it is imported",
            )
    return list(fence.body)


def prove_generated(block: Generated, workspaces: Workspaces) -> list[str]:
    """Call the function that makes the block."""
    functions = workspaces.config.generated
    if block.name not in functions:
        raise PageError(
            block.where,
            f'nothing generates "{block.name}"',
            f"use one of {', '.join(sorted(functions)) or 'none yet'}, or configure it",
        )
    module, _, function = functions[block.name].partition(":")
    root = str(workspaces.config.project.root)
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
