"""What a reader sees in a built page: blocks of code, code in sentences, links, anchors."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BLOCKS = frozenset({"pre", "textarea", "xmp", "listing", "plaintext", "samp"})
LINKS = {"a": "href", "link": "href", "img": "src", "script": "src", "source": "src"}
VOID = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    }
)
UNSEEN = frozenset({"script", "style", "title"})
TITLE = "filename"
FROM_DOCSTRINGS = "doc"
"""The class that mkdocstrings gives to everything it makes; pages may not use it."""


@dataclass(frozen=True)
class CodeBlock:
    """Text set as a block of code, with the title above it."""

    line: int
    title: str
    text: str


@dataclass
class BuiltPage:
    """One HTML file, read without regard to the Markdown it was made from."""

    blocks: list[CodeBlock] = field(default_factory=list)
    inline: list[tuple[int, str]] = field(default_factory=list)
    links: list[tuple[int, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    prose: list[tuple[int, str]] = field(default_factory=list)
    components: set[str] = field(default_factory=set)
    address: str = ""
    policy: str = ""


@dataclass(eq=False)
class _Element:
    """An open element: what was gathered in it, and the title its children stand under."""

    tag: str
    classes: frozenset[str]
    line: int
    text: list[str] = field(default_factory=list)
    title: str = ""


def read(file: Path) -> BuiltPage:
    """Parse a built page."""
    return _parsed(file.read_text("utf-8"))


def of_site(site: Path) -> dict[str, BuiltPage]:
    """Parse every page of a site, by its path there."""
    return {file.relative_to(site).as_posix(): read(file) for file in sorted(site.rglob("*.html"))}


@lru_cache(maxsize=256)
def _parsed(text: str) -> BuiltPage:
    """Parse a text once, however often the site is built with it."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    """Keeps the open elements, and gathers the text of those that matter."""

    def __init__(self) -> None:
        super().__init__()
        self._page = BuiltPage()
        self._open: list[_Element] = [_Element("", frozenset(), 0)]
        self._gathering: list[_Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self._page.ids.update(attributes[key] for key in ("id", "name") if key in attributes)
        if tag in LINKS and LINKS[tag] in attributes:
            self._page.links.append((line, attributes[LINKS[tag]]))
        if "-" in tag:
            self._page.components.add(tag)
        if attributes.get("rel") == "canonical":
            self._page.address = attributes.get("href", "")
        if attributes.get("http-equiv", "").lower() == "content-security-policy":
            self._page.policy = attributes.get("content", "")
        if tag in VOID:
            return
        element = _Element(tag, frozenset(attributes.get("class", "").split()), line)
        self._open.append(element)
        if tag in BLOCKS or tag == "code" or TITLE in element.classes:
            self._gathering.append(element)

    def handle_data(self, data: str) -> None:
        if not self._gathering and self._open[-1].tag not in UNSEEN:
            self._page.prose.append((self.getpos()[0], data))
        for element in self._gathering:
            element.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not any(element.tag == tag for element in self._open):
            return
        while (element := self._open.pop()).tag != tag:
            self._close(element)
        self._close(element)

    def finish(self) -> BuiltPage:
        """Close what the page left open."""
        while len(self._open) > 1:
            self._close(self._open.pop())
        return self._page

    def _close(self, element: _Element) -> None:
        if element not in self._gathering:
            return
        self._gathering.remove(element)
        text = "".join(element.text)
        if TITLE in element.classes:
            self._open[-1].title = text
        elif any(map(_speaks_for_all_within, self._open)):
            return
        elif element.tag in BLOCKS or "\n" in text.strip():
            self._page.blocks.append(CodeBlock(element.line, self._open[-1].title, text))
        else:
            self._page.inline.append((element.line, text))


def _speaks_for_all_within(element: _Element) -> bool:
    """Tell whether what is inside is counted with it, or is made from docstrings."""
    return element.tag in BLOCKS or FROM_DOCSTRINGS in element.classes
