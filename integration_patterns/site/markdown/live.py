"""Puts the element that runs an example around the block that has recorded it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from integration_patterns.guide import project
from integration_patterns.guide.blocks.extension import DOCSTRING, page_of
from integration_patterns.guide.errors import PageError
from integration_patterns.live import examples, page
from integration_patterns.site.markdown.stash import html_of, is_code

if TYPE_CHECKING:
    from markdown import Markdown

LAST = -20
NOTHING_RUNS = (
    "Nothing runs here, because JavaScript is off or blocked, or because this page was opened as a "
    "file or in a sandboxed frame. Open it at the site's own address, with JavaScript on."
)
"""Shown by the style sheet where the element never comes to life."""


class LiveExtension(Extension):
    """Registers the processor."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Run when the tree is complete."""
        md.treeprocessors.register(LiveElements(md), "integration_patterns_live", LAST)


class LiveElements(Treeprocessor):
    """Wraps the blocks that run."""

    def run(self, root: Element) -> None:
        """Wrap the blocks of a page, or add the whole app to it."""
        here = project.find(Path.cwd())
        file = page_of(self.md, here)
        if file is None or DOCSTRING in self.md.treeprocessors:
            return
        configs = page.elements(file, here)
        if not configs:
            return
        if page.WHOLE in configs:
            root.append(_element(configs[page.WHOLE]))
            return
        name = file.relative_to(here.root).as_posix()
        blocks = [
            (parent, block)
            for parent in root.iter()
            for block in parent
            if is_code(html_of(block, self.md), *examples.RUNNABLE)
        ]
        if len(blocks) != (count := examples.block_count(file, name)):
            raise PageError(
                name,
                f"{count} http and console blocks were rendered as {len(blocks)}",
                "correct integration_patterns/site/markdown",
            )
        for position, config in configs.items():
            _wrap(*blocks[position], _element(config))


def _wrap(parent: Element, block: Element, element: Element) -> None:
    element.tail, block.tail = block.tail, None
    parent[list(parent).index(block)] = element
    element.append(block)


def _element(config: dict[str, object]) -> Element:
    element = Element("live-example", {"data-live": json.dumps(config, ensure_ascii=False)})
    if config["first"]:
        note = {"class": "nothing-runs", "data-search-exclude": "true"}
        SubElement(element, "p", note).text = NOTHING_RUNS
    return element
