"""What a reader sees in a built page: blocks of code, code in sentences, links, anchors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from pathlib import Path

    from bs4.element import Tag

BLOCKS = ["pre", "textarea", "xmp", "listing", "plaintext", "samp"]
LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}
FROM_DOCSTRINGS = "doc"
"""The class that mkdocstrings gives to everything it makes; pages may not use it."""


@dataclass(frozen=True)
class CodeBlock:
    """Text set as a block of code, with the title above it."""

    line: int
    title: str
    text: str


@dataclass(frozen=True)
class BuiltPage:
    """One HTML file, read without regard to the Markdown it was made from."""

    file: Path
    blocks: tuple[CodeBlock, ...]
    inline: tuple[tuple[int, str], ...]
    links: tuple[tuple[int, str], ...]
    ids: frozenset[str]


def read(file: Path) -> BuiltPage:
    """Parse a built page."""
    soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
    outer = [tag for tag in soup.find_all(_is_block) if tag.find_parent(_is_block) is None]
    ours = [tag for tag in outer if not _from_docstrings(tag)]
    inline = [
        tag
        for tag in soup.find_all("code")
        if not (_is_block(tag) or tag.find_parent(_is_block) or _from_docstrings(tag))
    ]
    return BuiltPage(
        file,
        tuple(CodeBlock(tag.sourceline or 0, _title(tag), tag.get_text()) for tag in ours),
        tuple((tag.sourceline or 0, tag.get_text()) for tag in inline),
        tuple(
            (tag.sourceline or 0, str(tag[attribute]))
            for name, attribute in LINKS.items()
            for tag in soup.find_all(name)
            if tag.has_attr(attribute)
        ),
        frozenset(
            str(tag[key]) for tag in soup.find_all() for key in ("id", "name") if tag.has_attr(key)
        ),
    )


def _is_block(tag: Tag) -> bool:
    return tag.name in BLOCKS or (tag.name == "code" and "\n" in tag.get_text().strip())


def _from_docstrings(tag: Tag) -> bool:
    return any(FROM_DOCSTRINGS in (parent.get("class") or []) for parent in tag.parents)


def _title(tag: Tag) -> str:
    title = tag.find_previous_sibling(class_="filename")
    return title.get_text() if title else ""
