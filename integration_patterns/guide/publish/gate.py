"""Holds the built site against the ledger: what a reader sees as code must have been proven."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.guide.blocks import entries as ledger
from integration_patterns.guide.blocks.fences import OUTPUT
from integration_patterns.guide.blocks.page import Generated
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.publish import links
from integration_patterns.guide.publish.inline_code import Names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_patterns.guide.blocks.entries import Entry
    from integration_patterns.guide.config import Config
    from integration_patterns.guide.publish.html import BuiltPage, CodeBlock

UNRENDERED = re.compile(r'```+|~~~+|--8<--|(?:^|\n)(?:===[!+]* "|!!! \w|\?\?\?\+? \w)')


@dataclass(frozen=True)
class Shown:
    """A block of the built site, with the ledger's entry for it if there is one."""

    page: str
    block: CodeBlock
    entry: Entry | None


@dataclass(frozen=True)
class Inspection:
    """All blocks a reader can see, and what is wrong with the site."""

    shown: tuple[Shown, ...]
    findings: tuple[PageError, ...]


def inspect(site: Path, pages: dict[str, BuiltPage], config: Config, base: str = "/") -> Inspection:
    """Look at every page of the site."""
    blocks = ledger.of_docs(config)
    entries = [entry for block in blocks for entry in block.entries]
    shown = tuple(_match(pages, entries, config))
    generated = (one.block for one in blocks if isinstance(one.block, Generated))
    outputs = [
        *(entry.text for entry in entries),
        *("\n".join(block.body) for block in generated),
    ]
    names = Names(config, site.resolve(), outputs)
    findings = (
        *_unknown(shown),
        *_unrendered(pages),
        *_misnamed(pages, names),
        *_not_needed(pages, config),
        *_not_linked(pages, site, base),
    )
    return Inspection(shown, findings)


def source(page: str, config: Config) -> str:
    """Return the Markdown file that a built page is made from."""
    stem = page.removesuffix(".html").removesuffix("/index")
    docs = config.project.docs
    for name in (f"{stem}.md", f"{stem}/index.md"):
        if (docs / name).is_file():
            return (docs / name).relative_to(config.project.root).as_posix()
    return ""


def _match(pages: dict[str, BuiltPage], entries: list[Entry], config: Config) -> Iterator[Shown]:
    known = {(entry.page, entry.title, entry.text): entry for entry in entries}
    for name, page in pages.items():
        origin = source(name, config)
        for block in page.blocks:
            key = (origin, block.title, ledger.canonical(block.text))
            yield Shown(name, block, known.get(key))


def _unknown(shown: tuple[Shown, ...]) -> Iterator[PageError]:
    for one in shown:
        where = f"{one.page}:{one.block.line}"
        if not one.block.text.strip():
            yield PageError(where, "an empty block of code", "include something or remove it")
        elif one.entry is None:
            first = one.block.text.strip().split("\n")[0]
            title = f' titled "{one.block.title}"' if one.block.title else ""
            yield PageError(
                where,
                f'nothing proves the block "{first}"{title}',
                f"include it from a file, or write it as a fence of {', '.join(sorted(OUTPUT))}",
            )


def _unrendered(pages: dict[str, BuiltPage]) -> Iterator[PageError]:
    for page, built in pages.items():
        for line, text in built.prose:
            if markup := UNRENDERED.search(text):
                yield PageError(
                    f"{page}:{line}",
                    f'"{markup[0]}" is shown as it is typed',
                    "indent and close what it belongs to",
                )


def _misnamed(pages: dict[str, BuiltPage], names: Names) -> Iterator[PageError]:
    for page, built in pages.items():
        for line, code in built.inline:
            if not names.exists(code):
                yield PageError(
                    f"{page}:{line}",
                    f'nothing in the project is called "{code}"',
                    "correct the name, or list it with a reason in "
                    "[tool.integration-patterns.proof.names]",
                )


def _not_needed(pages: dict[str, BuiltPage], config: Config) -> Iterator[PageError]:
    used = {" ".join(code.split()) for built in pages.values() for _, code in built.inline}
    for name, reason in config.names.items():
        if not reason.strip() or name not in used:
            yield PageError(
                "pyproject.toml: [tool.integration-patterns.proof.names]",
                f'"{name}" is {"on no page" if reason.strip() else "listed without a reason"}',
                "remove it" if reason.strip() else "say where it comes from",
            )


def _not_linked(pages: dict[str, BuiltPage], site: Path, base: str) -> Iterator[PageError]:
    for page, line, link in links.broken(pages, site, base):
        yield PageError(f"{page}:{line}", f'the link "{link}" leads nowhere', "correct it")
