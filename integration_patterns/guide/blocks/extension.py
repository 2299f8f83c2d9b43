"""Shows included code in any builder that speaks Python-Markdown."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from integration_patterns.guide import project
from integration_patterns.guide.blocks import fences
from integration_patterns.guide.blocks.views import resolve
from integration_patterns.guide.errors import PageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

    from integration_patterns.guide.blocks.fences import Fence
    from integration_patterns.guide.blocks.views import View

BEFORE_SUPERFENCES = 27
INDENT = "    "
# Only mkdocstrings' converter of docstrings has it: their code is in a source file already.
DOCSTRING = "mkdocstrings_headings"
OUTSIDE_A_FENCE = re.compile(r"[ \t>]*--8<--")


class SnippetsExtension(Extension):
    """Registers the preprocessor; `project` overrides the folder of pyproject.toml."""

    def __init__(self, **kwargs: object) -> None:
        self.config = {"project": ["", "folder of the pyproject.toml; default: found upwards"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Markdown's
        """Run before superfences, which swallows exceptions."""
        root = str(self.getConfig("project"))
        md.preprocessors.register(
            IncludePreprocessor(md, Path(root) if root else None),
            "integration_patterns_snippets",
            BEFORE_SUPERFENCES,
        )


class IncludePreprocessor(Preprocessor):
    """Replaces each include line by the code, and each fence header by what superfences reads."""

    def __init__(self, md: Markdown, root: Path | None) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines of the page with all code in place; docstrings stay as they are."""
        if DOCSTRING in self.md.treeprocessors:
            return lines
        here = project.find(self.root or Path.cwd())
        tabs = "tabbed" in self.md.parser.blockprocessors
        return included(lines, page_of(self.md, here), here, tabs=tabs)


def page_of(md: Markdown, here: project.Project) -> Path | None:
    """Return the file of the page that is converted, if the builder says which it is."""
    processor: Any
    if "relpath" in md.treeprocessors:  # mkdocs and ProperDocs
        processor = md.treeprocessors["relpath"]
        return Path(processor.file.abs_src_path)
    if "rendering_context" in md.preprocessors:  # Zensical
        processor = md.preprocessors["rendering_context"]
        return here.docs / str(processor.page.path)
    return None


def included(
    lines: list[str], file: Path | None, here: project.Project, *, tabs: bool = True
) -> list[str]:
    """Return the lines of a page with all code in place.

    Args:
        lines: What the builder took from the page.
        file: The page, if the builder says which it is.
        here: The project that the code is cut from.
        tabs: Whether to show the views of a block in tabs, or only the first.
    """
    page, offset = _origin(lines, file, here)
    found = fences.parse("\n".join([*[""] * offset, *lines]), page)
    result: list[str] = []
    done = 0
    for fence in found:
        start = fence.line - offset - 1
        result += _outside(lines[done:start], page, done + offset)
        result += _rendered(fence, here, tabs=tabs)
        done = fence.last_line - offset
    return result + _outside(lines[done:], page, done + offset)


def _origin(lines: list[str], file: Path | None, here: project.Project) -> tuple[str, int]:
    """Return the page's path and how many lines of front matter the builder took off."""
    if file is None:
        return "page", 0
    page = file.relative_to(here.root) if file.is_relative_to(here.root) else file
    original = file.read_text("utf-8").rstrip().count("\n")
    return page.as_posix(), max(0, original - "\n".join(lines).rstrip().count("\n"))


def _rendered(fence: Fence, here: project.Project, *, tabs: bool) -> Iterator[str]:
    if fence.is_output:
        yield from _block(fence, _header(fence), list(fence.body), fence.prefix)
        return
    shown = resolve(fence, here).views
    first = shown[0]
    if len(shown) == 1 or not tabs:
        yield from _block(fence, _header(fence, first), first.text.split("\n"), fence.prefix)
        return
    blank = fence.prefix.rstrip()
    for label, tab in groupby(shown, key=lambda view: view.label):
        mark = "===!" if label == first.label else "==="
        yield from (blank, f'{fence.prefix}{mark} "{label}"', blank)
        for view in tab:
            header = _header(fence, view, highlighted=view is first)
            yield from _block(fence, header, view.text.split("\n"), fence.prefix + INDENT)
            yield blank
    yield blank


def _header(fence: Fence, view: View | None = None, *, highlighted: bool = True) -> str:
    attributes = {
        "title": view.title if view else "",
        "hl_lines": fence.attributes.get("hl_lines", "") if highlighted else "",
    }
    shown = "".join(f' {key}="{value}"' for key, value in attributes.items() if value)
    if view and view.breaks:
        return f"{{.{fence.language} .breaks{shown}}}"
    return f"{fence.language}{shown}"


def _block(fence: Fence, header: str, body: list[str], prefix: str) -> Iterator[str]:
    runs = [_longest_run(line, fence.marker[0]) for line in body]
    marker = fence.marker[0] * max([3, *(run + 1 for run in runs)])
    yield f"{prefix}{marker}{header}"
    yield from (prefix + line for line in body)
    yield f"{prefix}{marker}"


def _longest_run(text: str, character: str) -> int:
    return max(map(len, re.findall(f"{re.escape(character)}+", text)), default=0)


def _outside(lines: list[str], page: str, before: int) -> list[str]:
    for number, line in enumerate(lines, start=before + 1):
        if OUTSIDE_A_FENCE.match(line):
            raise PageError(
                f"{page}:{number}",
                "an include stands outside a fence",
                "put it into a fence of its language",
            )
    return lines
