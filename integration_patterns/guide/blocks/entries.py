"""Every text that a page is allowed to show as code, and where it comes from."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from integration_patterns.guide.blocks import fences
from integration_patterns.guide.blocks import page as pages
from integration_patterns.guide.blocks.views import TEST, views

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_patterns.guide.blocks.fences import Fence
    from integration_patterns.guide.blocks.page import Block
    from integration_patterns.guide.config import Config
    from integration_patterns.guide.project import Project

TAB = 4


@dataclass(frozen=True)
class Entry:
    """One text of a page, which holds if the block at this line is proven."""

    page: str
    line: int
    kind: str
    title: str
    text: str
    tests: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """Names the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def canonical(text: str) -> str:
    """Return the text without what a browser does not show."""
    lines = text.expandtabs(TAB).strip("\n").split("\n")
    return "\n".join(line.rstrip() for line in lines)


def of_page(file: Path, project: Project) -> list[Entry]:
    """Return the texts of a page."""
    page = pages.read(file, project.root)
    return [entry for block in page.blocks for entry in of_block(block, project)]


def of_block(block: Block, project: Project) -> Iterator[Entry]:
    """Yield the texts that the proof of a block covers."""
    if isinstance(block, pages.Generated):
        for fence in fences.parse("\n".join(block.body), block.page):
            for entry in _of_fence(fence, project):
                yield replace(entry, line=block.line, kind="generated")
    else:
        yield from _of_fence(block, project)


def _of_fence(fence: Fence, project: Project) -> Iterator[Entry]:
    if fence.is_output:
        text = canonical("\n".join(fence.body))
        yield Entry(fence.page, fence.line, fence.language, "", text)
        return
    shown = views(fence, project)
    tests = tuple(view.title for view in shown if view.label == TEST)
    for view in shown:
        kind = f"{fence.language}, {view.label.lower()}"
        yield Entry(fence.page, fence.line, kind, view.title, canonical(view.text), tests)


def of_docs(config: Config) -> list[Entry]:
    """Return the texts of all pages."""
    files = sorted(config.project.docs.rglob("*.md"))
    return [entry for file in files for entry in of_page(file, config.project)]


def generated(config: Config) -> list[str]:
    """Return the Markdown that functions of the project make."""
    return [
        "\n".join(block.body)
        for file in sorted(config.project.docs.rglob("*.md"))
        for block in pages.read(file, config.project.root).blocks
        if isinstance(block, pages.Generated)
    ]
