"""Finds the blocks of a page that a reader can run, and what the page has recorded of each."""

from __future__ import annotations

import hashlib
import re
import shlex
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from integration_patterns.guide.blocks import fences
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.runners import console, http
from integration_patterns.live.sources import readable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from integration_patterns.guide.blocks.fences import Fence
    from integration_patterns.live.front_matter import Live

SECTION = "## Try it"
CLI = ("uv", "run", "python", "-m", "app.cli")
UV = ("uv", "run")
HOOKS = "uv run python -m app.components.backend.hooks"
WEBSERVER = "uv run python -m app.entrypoints.webserver"
EXIT_CODE = re.compile(r"\[exit code: (\d+)\]")
HEADER = re.compile(r"(?P<name>[^:]+):\s*(?P<value>.*)")
RUNNABLE = ("http", "console")
PANELS = {"http": "request", "cli": "terminal", "start": "log"}


@dataclass(frozen=True)
class Expected:
    """What is recorded: of an answer its status line and the headers listed."""

    status: str = ""
    headers: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    exit_code: int = 0


@dataclass(frozen=True)
class Example:
    """One block that can be run; `position` counts the page's http and console blocks from 0."""

    position: int
    kind: str
    id: str
    expected: Expected
    request: dict[str, object] | None = None
    line: str | None = None
    overlay: dict[str, str] = field(default_factory=dict)


def find(page: Path, name: str, live: Live, breaks: Path) -> list[Example]:
    """Read the examples of a page in their order.

    Args:
        page: The Markdown file.
        name: Its path as messages give it.
        live: Its front matter.
        breaks: The folder with one overlay of wrong files for each name.

    Raises:
        PageError: The section is missing, or holds a block that a page can't run.
    """
    text = page.read_text("utf-8")
    first, last = _section(text.split("\n"), name)
    blocks = [fence for fence in fences.parse(text, name) if fence.language in RUNNABLE]
    found = list(_examples(blocks, live, breaks, range(first, last)))
    if not any(first <= blocks[example.position].line < last for example in found):
        raise PageError(
            f"{name}:{first}", f'"{SECTION}" holds nothing to run', "add an http or a console fence"
        )
    return found


def block_count(page: Path, name: str) -> int:
    """How many http and console blocks a page has."""
    found = fences.parse(page.read_text("utf-8"), name)
    return sum(fence.language in RUNNABLE for fence in found)


def _section(lines: list[str], name: str) -> tuple[int, int]:
    if SECTION not in lines:
        raise PageError(name, f'a page with "live" has no section "{SECTION}"', "add it")
    first = lines.index(SECTION) + 1
    later = (n for n, line in enumerate(lines, start=1) if n > first and line.startswith("## "))
    return first, next(later, len(lines) + 1)


def _examples(blocks: list[Fence], live: Live, breaks: Path, section: range) -> Iterator[Example]:
    for position, fence in enumerate(blocks):
        broken = fence.attributes.get("breaks", "")
        alone = _stands_alone(fence) and _asked(fence) not in live.skip
        if broken in live.skip or not (broken or fence.line in section or alone):
            continue
        example = _of(fence, position, _overlay(breaks / broken) if broken else {})
        if example is not None:
            yield example
        elif fence.line in section:
            raise fence.error(
                "this block can't run in a page",
                'write one request, or one command "uv run python -m app.cli …"',
            )


def _asked(fence: Fence) -> str:
    """The first line that the reader sends: `GET /health`, or the command after its `$`."""
    first = fence.body[0] if fence.body else ""
    return first.removeprefix("$ ").removesuffix(" HTTP/1.1")


def _stands_alone(fence: Fence) -> bool:
    """Whether a block that breaks nothing needs only the app as it is."""
    return fence.language == "http" or (_asked(fence) == HOOKS and not fence.attributes)


def _of(fence: Fence, position: int, overlay: dict[str, str]) -> Example | None:
    if fence.language == "http":
        return _request(fence, position, overlay)
    steps = console.steps(fence)
    if len(steps) != 1 or steps[0].interrupted:
        return None
    (step,) = steps
    lines = tuple(step.expected)
    code = next((int(found[1]) for line in fence.body if (found := EXIT_CODE.fullmatch(line))), 0)
    if overlay and step.command == WEBSERVER:
        return Example(
            position, "start", _id(fence), Expected("", (), lines, code), None, None, overlay
        )
    words = shlex.split(step.command)
    of_cli = tuple(words[: len(CLI)]) == CLI
    if not (of_cli or step.command == HOOKS) or overlay:
        return None
    line = shlex.join(words[len(CLI if of_cli else UV) :])
    return Example(position, "cli", _id(fence), Expected("", (), lines, code), None, line)


def _request(fence: Fence, position: int, overlay: dict[str, str]) -> Example:
    exchange = http.read(fence)
    blank = exchange.request.index("") if "" in exchange.request else len(exchange.request)
    method, path, *_ = exchange.request[0].split(" ")
    pairs = [HEADER.fullmatch(line) for line in exchange.request[1:blank]]
    request: dict[str, object] = {
        "method": method,
        "path": path,
        "headers": [[pair["name"], pair["value"].strip()] for pair in pairs if pair],
        "body": "\n".join(exchange.request[blank + 1 :]),
    }
    expected = Expected(exchange.status_line, tuple(exchange.headers), tuple(exchange.body))
    return Example(position, "http", _id(fence), expected, request, None, overlay)


def _overlay(folder: Path) -> dict[str, str]:
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {f.relative_to(folder).as_posix(): readable(f.read_text("utf-8")) for f in files}


def _id(fence: Fence) -> str:
    """Stays the same while the block does, so that a reload finds the reader's edits."""
    body = "\n".join([fence.page, *fence.body])
    return hashlib.sha256(body.encode()).hexdigest()[:12]
