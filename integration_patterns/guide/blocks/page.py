"""A page as the proof sees it: blocks to check, and the text with other bodies in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from integration_patterns.guide.blocks import fences
from integration_patterns.guide.blocks.fences import Enclosed, Fence
from integration_patterns.guide.errors import PageError

OPENING = re.compile(r"[ \t]*<!--\s*generated:\s*(?P<name>[\w-]+)\s*-->\s*")
DISGUISE = re.compile(r"""class\s*=\s*["']?[^"'>]*\bdoc\b(?!-)|\{[^}]*\.doc\b(?!-)""")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd]")
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
    """The text of a page, with its own line endings, and its blocks in order."""

    name: str
    text: str
    blocks: tuple[Block, ...]

    def with_bodies(self, bodies: Mapping[int, list[str]]) -> str:
        """Return the text with the bodies of some blocks, by their line, replaced."""
        lines = self.text.split("\n")
        for block in reversed(self.blocks):
            if block.line in bodies:
                ending = "\r" if lines[block.line - 1].endswith("\r") else ""
                lines[block.line : block.last_line - 1] = [
                    (block.prefix + line).rstrip() + ending for line in bodies[block.line]
                ]
        return "\n".join(lines)


def read(file: Path, root: Path) -> Page:
    """Parse a page."""
    name = file.relative_to(root).as_posix()
    original = file.read_bytes().decode("utf-8")
    text = original.replace("\r\n", "\n")
    _refuse_disguise(text, name)
    return Page(name, original, tuple(_blocks(text, name)))


def check(block: Block, body: list[str]) -> None:
    """Make sure that the page, with this body in the block, reads back as the same block.

    Raises:
        PageError: The body holds what ends or changes the block, or what no page can show.
    """
    for line in body:
        if found := CONTROL.search(line):
            raise PageError(
                block.where,
                f"its output holds the character U+{ord(found[0]):04X}, which a page can't show",
                "let the command print plain text, without colours or progress bars",
            )
    if isinstance(block, Generated):
        first, last = f"<!-- generated: {block.name} -->", "<!-- /generated -->"
        marks, fix = first, "leave that line out"
    else:
        first, last = f"{block.prefix}{block.marker}{block.language}", block.prefix + block.marker
        marks, fix = block.marker, f'begin and end the block with "{block.marker[0]}{block.marker}"'
    lines = [(block.prefix + line).rstrip() for line in body]
    try:
        (again,) = _blocks("\n".join([*[""] * (block.line - 1), first, *lines, last]), block.page)
    except (PageError, ValueError):
        again = None
    if again is None or list(again.body) != [line.rstrip() for line in body]:
        raise PageError(block.where, f'its output holds a line that reads as "{marks}"', fix)


def _blocks(text: str, name: str) -> list[Block]:
    in_page = fences.parse(text, name)
    in_fence = {line for fence in in_page for line in range(fence.line, fence.last_line + 1)}
    generated = list(_generated(text.split("\n"), in_fence, name))
    inside = {line for block in generated for line in range(block.line, block.last_line)}
    blocks: list[Block] = [*generated, *(f for f in in_page if f.line not in inside)]
    return sorted(blocks, key=lambda block: block.line)


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
