"""Tells a file that is broken from one that is written for a newer Python than this one."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Version = tuple[int, int]
HERE: Version = sys.version_info[:2]
LOWEST = re.compile(r"(?:^|,)\s*(?:>=|>|~=|~|\^|={2,3})?\s*3\.(\d+)")
# What each version has added, as it looks on the line that an older parser stops at.
ADDED = (
    ((3, 12), re.compile(r"^\s*type\s+\w+\s*(\[.*\])?\s*=")),
    ((3, 12), re.compile(r"^\s*(async\s+def|def|class)\s+\w+\s*\[")),
    ((3, 14), re.compile(r"^\s*except\*?\s+[\w.]+\s*(,\s*[\w.]+\s*)+:")),
    ((3, 14), re.compile(r"\b(t|tr|rt)(?=['\"])", re.IGNORECASE)),
    ((3, 15), re.compile(r"^\s*lazy\s+(import|from)\s")),
)


@dataclass(frozen=True)
class NewerPython:
    """A file that this Python can't parse, and the version that it is written for."""

    path: str
    line: int
    version: Version


def declared(tables: Mapping[str, Any]) -> Version | None:
    """The lowest Python that a pyproject.toml asks for; None if it asks for none.

    `requires-python` decides, then Poetry's `python`, then the target of ruff, and of mypy.
    """
    tool = _table(tables, "tool")
    given = (
        _table(tables, "project").get("requires-python"),
        _table(_table(tool, "poetry"), "dependencies").get("python"),
        str(_table(tool, "ruff").get("target-version", "")).replace("py3", "3."),
        _table(tool, "mypy").get("python_version"),
    )
    found = (LOWEST.findall(one) for one in given if isinstance(one, str))
    return next(((3, max(map(int, minors))) for minors in found if minors), None)


def newer(error: SyntaxError, line: str, asked_for: Version | None) -> Version | None:
    """The Python that a file may be written for, if that is newer than this one.

    A project that supports this Python must be valid for it, so there an error is an error.
    """
    if asked_for is not None:
        return asked_for if asked_for > HERE else None
    if error.msg.startswith("f-string") and HERE < (3, 12):  # which may nest quotes since then
        return (3, 12)
    found = (version for version, added in ADDED if added.search(line) and version > HERE)
    return next(found, None)


def _table(tables: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = tables.get(key)
    return value if isinstance(value, Mapping) else {}
