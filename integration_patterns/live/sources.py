"""The texts that the page shows and runs: the example app with its tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from integration_patterns.guide.blocks.regions import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APP = "example_app"
NOT_SOURCE = {"__pycache__", ".pytest_cache", ".venv", "var", ".env", "uv.lock"}
GAP = re.compile(r"\n{4,}")


def texts(root: Path) -> dict[str, str]:
    """Every text by its path as the page names it, sorted: `app/…`, `tests/…`, `pyproject.toml`.

    Args:
        root: The folder that holds `example_app`.
    """
    return {name: readable((root / APP / name).read_text("utf-8")) for name in sorted(names(root))}


def names(root: Path) -> set[str]:
    """The paths of the texts."""
    return {file.relative_to(root / APP).as_posix() for file in _files(root / APP)}


def readable(text: str) -> str:
    """The text without the lines that mark regions for the guide, and without their gaps."""
    lines = [line for line in text.split("\n") if not MARKER.fullmatch(line)]
    return GAP.sub("\n\n\n", "\n".join(lines))


def _files(place: Path) -> Iterator[Path]:
    for inside in sorted(place.iterdir()):
        if inside.name in NOT_SOURCE or inside.suffix == ".pyc":
            continue
        yield from _files(inside) if inside.is_dir() else (inside,)
