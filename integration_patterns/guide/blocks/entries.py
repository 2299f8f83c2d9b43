"""Every text that a page is allowed to show as code, and where it comes from."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from integration_patterns.guide.blocks import fences
from integration_patterns.guide.blocks import page as pages
from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.blocks.page import Block, Generated
from integration_patterns.guide.blocks.views import TEST, Code, resolve
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


@dataclass(frozen=True)
class ShownBlock:
    """A block of a page, and the texts that its proof covers; each is worked out once."""

    block: Block
    project: Project

    @cached_property
    def code(self) -> Code:
        """What a code fence includes."""
        assert isinstance(self.block, Fence)
        return resolve(self.block, self.project)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The ledger's entries for the block."""
        return tuple(self._entries())

    def _entries(self) -> Iterator[Entry]:
        block = self.block
        if isinstance(block, Generated):
            for fence in fences.parse("\n".join(block.body), block.page):
                for entry in ShownBlock(fence, self.project).entries:
                    yield replace(entry, line=block.line, kind="generated")
        elif block.is_output:
            text = canonical("\n".join(block.body))
            yield Entry(block.page, block.line, block.language, "", text)
        else:
            views = self.code.views
            tests = tuple(view.title for view in views if view.label == TEST)
            for view in views:
                kind = f"{block.language}, {view.label.lower()}"
                yield Entry(block.page, block.line, kind, view.title, canonical(view.text), tests)


def of_docs(config: Config) -> list[ShownBlock]:
    """Return the blocks of all pages."""
    project = config.project
    return [
        ShownBlock(block, project)
        for file in sorted(project.docs.rglob("*.md"))
        for block in pages.read(file, project.root).blocks
    ]
