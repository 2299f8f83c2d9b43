"""Proves one page: every block in order, then the difference between what is and what is said."""

from __future__ import annotations

import difflib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.proof import page as pages
from integration_patterns.proof.bench import Bench
from integration_patterns.proof.verifiers import prove
from integration_patterns.snippets.errors import PageError

if TYPE_CHECKING:
    from pathlib import Path

    from integration_patterns.proof.page import Page
    from integration_patterns.proof.workspace import Template


@dataclass(frozen=True)
class Entry:
    """One block of a page that was looked at."""

    page: str
    line: int
    kind: str
    seconds: float


@dataclass(frozen=True)
class Verdict:
    """What came of a page: its true text, the entries, and the complaints."""

    text: str
    entries: tuple[Entry, ...]
    complaints: tuple[str, ...]


def prove_page(file: Path, template: Template, *, update: bool) -> Verdict:
    """Prove a page; with update, write what is true into it."""
    try:
        page = pages.read(file, template.config.project.root)
    except PageError as error:
        return Verdict("", (), (str(error),))
    verdict = _verdict(page, template, update=update)
    if update and verdict.text != page.text:
        _write(file, verdict.text)
    return verdict


def _verdict(page: Page, template: Template, *, update: bool) -> Verdict:
    bench = Bench(template, update=update)
    bodies: dict[int, list[str]] = {}
    entries: list[Entry] = []
    complaints: list[str] = []
    try:
        for block in page.blocks:
            began = time.perf_counter()
            try:
                body = prove(block, bench)
            except PageError as error:
                complaints.append(str(error))
                continue
            if body != [line.rstrip() for line in block.body]:
                bodies[block.line] = body
            entries.append(Entry(page.name, block.line, _kind(block), time.perf_counter() - began))
    finally:
        bench.close()
    text = page.with_bodies(bodies)
    if text != page.text and not update:
        complaints += _drift(page, text, bodies)
    return Verdict(text, tuple(entries), tuple(complaints))


def _kind(block: pages.Block) -> str:
    return "generated" if isinstance(block, pages.Generated) else block.language


def _drift(page: Page, text: str, bodies: dict[int, list[str]]) -> list[str]:
    drifted = [
        f"{block.where}: this {_kind(block)} block is not what happens. "
        "fix: the application, or run pytest --update-docs."
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
    draft.write_text(text, "utf-8")
    os.replace(draft, file)  # noqa: PTH105 - named for what it does: atomically
