"""Cuts a named region out of a source file, so that a page can show it by name."""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from integration_patterns.guide.errors import PageError

MARKER = re.compile(r"\s*# --8<-- \[(?P<edge>start|end):(?P<name>[\w-]+)\]\s*")
LOOKS_LIKE_A_MARKER = re.compile(r"\s*#\s*--8<--")


@dataclass(frozen=True)
class Region:
    """A run of lines of one file, markers left out."""

    text: str
    first_line: int
    last_line: int


@lru_cache(maxsize=512)
def cut(source: str, where: str) -> Mapping[str, Region]:
    """Return the regions of a source by name; the whole of it is named ""."""
    lines = source.split("\n")
    open_at: dict[str, int] = {}
    regions = {"": _region(lines, 0, len(lines))}
    for number, line in enumerate(lines, start=1):
        here = f"{where}:{number}"
        marker = MARKER.fullmatch(line)
        if marker is None:
            _refuse_broken_marker(line, here)
            continue
        name = marker["name"]
        if marker["edge"] == "start":
            _refuse_second(name, {*open_at, *regions}, here)
            open_at[name] = number
            continue
        if name not in open_at:
            raise PageError(here, f'the region "{name}" ends but never started', "add its start")
        regions[name] = _region(lines, open_at.pop(name), number - 1)
        _refuse_empty(name, regions[name], here)
    for name, number in open_at.items():
        raise PageError(
            f"{where}:{number}",
            f'the region "{name}" is never closed',
            f'add "# --8<-- [end:{name}]" after its last line',
        )
    return regions


def _region(lines: list[str], start: int, stop: int) -> Region:
    kept = [
        (number, line)
        for number, line in enumerate(lines[start:stop], start=start + 1)
        if not MARKER.fullmatch(line)
    ]
    filled = [number for number, line in kept if line.strip()]
    text = textwrap.dedent("\n".join(line.rstrip() for _, line in kept)).strip("\n")
    first, last = (filled[0], filled[-1]) if filled else (start + 1, stop)
    return Region(text, first, last)


def _refuse_broken_marker(line: str, here: str) -> None:
    if LOOKS_LIKE_A_MARKER.match(line):
        raise PageError(
            here, f'cannot read the marker "{line.strip()}"', 'write "# --8<-- [start:name]"'
        )


def _refuse_second(name: str, known: set[str], here: str) -> None:
    if name in known:
        raise PageError(here, f'a second region is named "{name}"', "give it another name")


def _refuse_empty(name: str, region: Region, here: str) -> None:
    if not region.text:
        raise PageError(here, f'the region "{name}" is empty', "move its markers around the code")
