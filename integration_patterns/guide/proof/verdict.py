"""Proves one page: every block in order, then the difference between what is and what is said."""

import difflib
import os
import time
from dataclasses import dataclass
from pathlib import Path

from integration_patterns.guide.blocks import page as pages
from integration_patterns.guide.blocks.entries import ShownBlock
from integration_patterns.guide.blocks.page import Page
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.runners.by_kind import prove
from integration_patterns.guide.runners.workspaces import Workspaces
from integration_patterns.guide.sandbox.template import Template


@dataclass(frozen=True)
class Block:
    """One block of a page that was looked at, and the texts it proves."""

    where: str
    kind: str
    seconds: float
    digests: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """What came of a page: its true text, the blocks, and the complaints."""

    text: str
    blocks: tuple[Block, ...]
    complaints: tuple[str, ...]
    is_new: bool = False


def prove_page(
    file: Path, template: Template, *, update: bool = False, first_only: bool = False
) -> Verdict:
    """Prove a page.

    Args:
        file: The page.
        template: What its blocks run in.
        update: Write what is true into it.
        first_only: Stop after the first block that isn't so.
    """
    try:
        page = pages.read(file, template.config.project.root)
    except PageError as error:
        return Verdict("", (), (str(error),))
    verdict = _verdict(page, template, update=update, first_only=first_only)
    if update and verdict.is_new:
        _write(file, verdict.text)
    return verdict


def _verdict(page: Page, template: Template, *, update: bool, first_only: bool) -> Verdict:
    workspaces = Workspaces(template, update=update)
    bodies: dict[int, list[str]] = {}
    blocks: list[Block] = []
    complaints: list[str] = []
    try:
        for block in page.blocks:
            if first_only and (complaints or bodies):
                break
            began = time.perf_counter()
            shown = ShownBlock(block, template.config.project)
            try:
                body = prove(shown, workspaces)
                pages.check(block, body)
            except PageError as error:
                complaints.append(str(error))
                continue
            if body != [line.rstrip() for line in block.body]:
                bodies[block.line] = body
            digests = tuple(entry.digest for entry in shown.entries)
            seconds = time.perf_counter() - began
            blocks.append(Block(block.where, _kind(block), seconds, digests))
    finally:
        complaints += map(str, workspaces.close())
    text = page.with_bodies(bodies)
    if text != page.text and not update:
        complaints += _drift(page, text, bodies)
    return Verdict(text, tuple(blocks), tuple(complaints), text != page.text)


def _kind(block: pages.Block) -> str:
    return "generated" if isinstance(block, pages.Generated) else block.language


def _drift(page: Page, text: str, bodies: dict[int, list[str]]) -> list[str]:
    drifted = [
        f"{block.where}: this {_kind(block)} block is not what happens. "
        f"fix: the application, or run `pytest --update-docs {page.name}`."
        for block in page.blocks
        if block.line in bodies
    ]
    diff = difflib.unified_diff(
        page.text.splitlines(),
        text.splitlines(),
        page.name,
        f"{page.name} (what happens)",
        lineterm="",
    )
    return [*drifted, "\n".join(diff)]


def _write(file: Path, text: str) -> None:
    draft = file.with_name(f".{file.name}.new")
    draft.write_bytes(text.encode("utf-8"))
    os.replace(draft, file)  # noqa: PTH105 - named for what it does: atomically
