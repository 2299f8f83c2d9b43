"""Compares the articles of two built sites: no builder loses a part of a page in silence."""

from __future__ import annotations

from difflib import unified_diff
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.publish.html import VOID

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHOWN = 6
"""How many lines of a difference a finding shows."""

LINKS = {"href", "src", "xlink:href"}
"""Builders may write a link in several ways; it is compared by the place it leads to."""

SKIP = "__skip"
"""The target of the theme's own link to the content: it is in the article, or before it."""


def differences(site: Path, other: Path) -> Iterator[PageError]:
    """Yield each page whose article is another one in the other site.

    Args:
        site: The site that is right.
        other: The same pages, made by another builder.
    """
    pages = {file.relative_to(root) for root in (site, other) for file in root.rglob("*.html")}
    if not pages:
        yield PageError(str(site), "it has no pages", "build it first")
    for page in sorted(pages):
        missing = [root / page for root in (site, other) if not (root / page).is_file()]
        for file in missing:
            yield PageError(str(file), "it was not built", "let both builders make the same pages")
        if not missing and (changed := _changed(site, other, page)):
            what = "\n  ".join(["its article differs:", *changed[:SHOWN]])
            fix = "move what makes the difference into a Markdown extension"
            yield PageError(str(other / page), what, fix)


def _changed(site: Path, other: Path, page: Path) -> list[str]:
    address = f"/{page.as_posix().removesuffix('index.html')}"
    before, after = (
        _Article(address).of((root / page).read_text("utf-8")) for root in (site, other)
    )
    lines = unified_diff(before, after, lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


class _Article(HTMLParser):
    """Writes a line for each tag and each text of an article; spaces count only in code."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self._address = address
        self._lines: list[str] = []
        self._open: list[str] = []

    def of(self, html: str) -> list[str]:
        """Return the lines."""
        self.feed(html)
        self.close()
        return self._lines or ["there is no article"]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._open and tag != "article":
            return
        if ("id", SKIP) in attrs:
            tag, attrs = SKIP, []
        if tag not in VOID:
            self._open.append(tag)
        if tag != SKIP:
            texts = (f' {name}="{self._value(name, value or "")}"' for name, value in sorted(attrs))
            self._lines.append(f"<{tag}{''.join(texts)}>")

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open.pop() != SKIP:
            self._lines.append(f"</{tag}>")
        if tag == "article":
            self._open.clear()

    def handle_data(self, data: str) -> None:
        text = data if "pre" in self._open else " ".join(data.split())
        if self._open and text:
            self._lines.append(text)

    def _value(self, name: str, value: str) -> str:
        return urljoin(self._address, value) if name in LINKS else value
