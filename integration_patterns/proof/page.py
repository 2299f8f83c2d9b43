"""A page as the proof sees it: blocks to check, and the text with other bodies in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.snippets import fences
from integration_patterns.snippets.errors import PageError
from integration_patterns.snippets.fences import Enclosed, Fence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

OPENING = re.compile(r"[ \t]*<!--\s*generated:\s*(?P<name>[\w-]+)\s*-->\s*")
DISGUISE = re.compile(r"""class\s*=\s*["']?[^"'>]*\bdoc\b(?!-)|\{[^}]*\.doc\b(?!-)""")
CLOSING = re.compile(r"[ \t]*<!--\s*/generated\s*-->\s*")


@dataclass(frozen=True)
class Generated(Enclosed):
    """A run of Markdown that a function of the project makes."""

    name: str

    @property
    def prefix(self) -> str:
        """Generated Markdown is not indented."""
        return ""


Block = Fence | Generated


@dataclass(frozen=True)
class Page:
    """The text of a page and its blocks in order."""

    name: str
    text: str
    blocks: tuple[Block, ...]

    def with_bodies(self, bodies: Mapping[int, list[str]]) -> str:
        """Return the text with the bodies of some blocks, by their line, replaced."""
        lines = self.text.split("\n")
        for block in reversed(self.blocks):
            if block.line in bodies:
                lines[block.line : block.last_line - 1] = [
                    (block.prefix + line).rstrip() for line in bodies[block.line]
                ]
        return "\n".join(lines)


def read(file: Path, root: Path) -> Page:
    """Parse a page."""
    name = file.relative_to(root).as_posix()
    text = file.read_text("utf-8")
    _refuse_disguise(text, name)
    in_page = fences.parse(text, name)
    in_fence = {line for fence in in_page for line in range(fence.line, fence.last_line + 1)}
    generated = list(_generated(text.split("\n"), in_fence, name))
    inside = {line for block in generated for line in range(block.line, block.last_line)}
    blocks: list[Block] = [*generated, *(f for f in in_page if f.line not in inside)]
    return Page(name, text, tuple(sorted(blocks, key=lambda block: block.line)))


def _refuse_disguise(text: str, page: str) -> None:
    """Mkdocstrings' output is exempt by its class, so nothing else may carry that class."""
    for number, line in enumerate(text.split("\n"), start=1):
        if DISGUISE.search(line):
            raise PageError(
                f"{page}:{number}", 'the class "doc" belongs to mkdocstrings', "use another"
            )


def _generated(lines: list[str], in_fence: set[int], page: str) -> Iterator[Generated]:
    opened: tuple[int, str] | None = None
    for number, line in enumerate(lines, start=1):
        if number in in_fence and opened is None:
            continue
        if opening := OPENING.fullmatch(line):
            if opened:
                raise _unclosed(page, opened)
            opened = number, opening["name"]
        elif CLOSING.fullmatch(line):
            if not opened:
                raise PageError(f"{page}:{number}", "nothing generated ends here", "remove it")
            start, name = opened
            yield Generated(page, start, tuple(lines[start : number - 1]), name)
            opened = None
    if opened:
        raise _unclosed(page, opened)


def _unclosed(page: str, opened: tuple[int, str]) -> PageError:
    return PageError(
        f"{page}:{opened[0]}",
        f'the generated block "{opened[1]}" is never closed',
        'end it with "<!-- /generated -->"',
    )
