"""Marks the tabs that are views of one block, and what the search leaves out.

The search leaves out what isn't prose: included code in all of its tabs, and signatures. What a
command prints stays in, because readers search for the message that they see.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bs4 import BeautifulSoup
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from integration_patterns.site.markdown.stash import html_of, is_code

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

LAST = -10
NOT_SEARCHED = ("data-search-exclude", "true")
SIGNATURE = "doc-signature"
PLAIN = (["n"], ["o"], ["p"], ["w"])


class MarksExtension(Extension):
    """Registers the processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Run when the tree is complete."""
        md.treeprocessors.register(Marks(md), "integration_patterns_marks", LAST)


class Marks(Treeprocessor):
    """Adds a class to views, and the search's mark to tabs and signatures."""

    def run(self, root: Element) -> None:
        """Mark a page."""
        for element in root.iter("div"):
            classes = (element.get("class") or "").split()
            if "tabbed-set" in classes and self._has_only_code(element):
                element.set("class", " ".join(["tabbed-set", "views", *classes[1:]]))
                element.set(*NOT_SEARCHED)
            elif "tabbed-labels" in classes:
                element.set(*NOT_SEARCHED)
        blocks = self.md.htmlStash.rawHtmlBlocks
        for number, html in enumerate(blocks):
            if isinstance(html, str) and SIGNATURE in html:
                blocks[number] = _with_light_signatures(html)

    def _has_only_code(self, tabs: Element) -> bool:
        """Tell whether a tab holds nothing but code; a style would look for it again and again."""
        return any(
            len(block) == 1 and is_code(html_of(block[0], self.md))
            for content in tabs
            for block in content
            if "tabbed-block" in (block.get("class") or "")
        )


@lru_cache(maxsize=256)
def _with_light_signatures(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for signature in soup.select(f".{SIGNATURE}"):
        signature[NOT_SEARCHED[0]] = NOT_SEARCHED[1]
    for span in soup.select("pre span"):
        if span.get("class") in PLAIN:
            span.unwrap()
    return str(soup)
