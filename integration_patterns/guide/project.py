"""Finds the project a page belongs to, and where its code may be cut from."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from integration_patterns.guide.errors import PageError


@dataclass(frozen=True)
class Project:
    """A directory whose pyproject.toml has a [tool.integration-patterns] table."""

    root: Path
    table: dict[str, Any]

    @property
    def docs(self) -> Path:
        """The folder of the pages."""
        return self.root / str(self.table.get("docs", "docs"))

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that include paths are relative to, first match wins."""
        return tuple(self.root / str(root) for root in self.table.get("roots", ["."]))

    @property
    def breaks(self) -> Path:
        """The folder with one overlay of deliberately wrong files per name."""
        return self.root / str(self.table.get("breaks", "tests/breaks"))

    @property
    def proving(self) -> Path:
        """The file that lists the tests of each region shown."""
        return self.root / str(self.table.get("proving", "tests/proving.json"))


def load(root: Path) -> Project | None:
    """Return the project at this very folder, if it is one."""
    file = root / "pyproject.toml"
    if not file.is_file():
        return None
    table = _table(file.read_text("utf-8"))
    return None if table is None else Project(root, table)


@lru_cache(maxsize=8)
def _table(text: str) -> dict[str, Any] | None:
    """Read a pyproject.toml once: a build asks for every page."""
    tools: dict[str, Any] = tomllib.loads(text).get("tool", {})
    return tools.get("integration-patterns")


def find(start: Path) -> Project:
    """Return the project this folder is in."""
    for folder in (start, *start.parents):
        if project := load(folder):
            return project
    raise PageError(
        "pyproject.toml",
        f"no [tool.integration-patterns] table in {start} or above",
        "add it and run from inside the project",
    )
