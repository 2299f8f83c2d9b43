"""The table [tool.integration-patterns.rules]: all of it optional, all of it with reasons."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from integration_patterns.rules.application.grammar import Version, declared
from integration_patterns.rules.application.layout import PARTS
from integration_patterns.rules.finding import CannotCheckError, Finding

FILE = "pyproject.toml"
WHERE = "pyproject.toml: [tool.integration-patterns.rules]"
KEYS = {"app", "exempt", "folders", "off"}
EXEMPT_KEYS = {"rule", "path", "text", "reason"}


@dataclass(frozen=True)
class Exemption:
    """One place where a rule is not followed on purpose."""

    rule: str
    path: str
    reason: str
    text: str = ""

    def covers(self, finding: Finding, line: str) -> bool:
        """Whether this is the place, by its file and what stands on its line."""
        return finding.rule == self.rule and finding.path == self.path and self.text in line

    def __str__(self) -> str:
        return f"{self.rule} in {self.path}"


@dataclass(frozen=True)
class Config:
    """What a project says of its layout, its Python, and which rules it does not follow."""

    app: str = ""
    folders: Mapping[str, str] = field(default_factory=dict)
    off: Mapping[str, str] = field(default_factory=dict)
    exempt: tuple[Exemption, ...] = ()
    python: Version | None = None


def root_of(path: Path) -> Path:
    """The project of a folder: the nearest folder above it whose pyproject.toml has the table.

    Without such a table, the folder itself.

    Raises:
        CannotCheckError: The path is a file.
    """
    if os.path.isfile(path):  # noqa: PTH113 - never raises
        fix = f"name its project, such as `patterns check {path.parent}`"
        raise CannotCheckError(str(path), "is a file, and the rules look at a whole project", fix)
    for folder in (path, *path.absolute().parents):
        if os.path.lexists(folder / FILE) and (folder == path or _has_table(folder / FILE)):
            return folder if folder == path else Path(os.path.relpath(folder))
        if os.path.lexists(folder / ".git"):
            break
    return path


def _has_table(file: Path) -> bool:
    """Whether a project above this one is checked; what else is wrong with it is its own affair."""
    try:
        tool = tomllib.loads(file.read_text("utf-8-sig")) if file.is_file() else {}
        return "rules" in tool["tool"]["integration-patterns"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def load(root: Path, rules: frozenset[str]) -> Config:
    """Read the table of the project at `root`, if it has one.

    Raises:
        CannotCheckError: A name is unknown, or a reason is missing.
    """
    file = root / FILE
    try:
        if file.is_fifo():
            raise CannotCheckError("pyproject.toml", "is not a regular file", "replace it")
        tables = tomllib.loads(file.read_text("utf-8-sig"))
    except FileNotFoundError:
        return Config()
    except (OSError, ValueError, RecursionError) as error:
        raise CannotCheckError(
            "pyproject.toml", f"can't be read: {error}", "fix the file"
        ) from error
    table = tables
    for name in ("tool", "integration-patterns", "rules"):
        table = table.get(name, {})
        if not isinstance(table, dict):
            raise CannotCheckError(WHERE, f"{name} is not a table", f"make {name} a table")
    return replace(_read(table, rules), python=declared(tables))


def _read(table: dict[str, Any], rules: frozenset[str]) -> Config:
    _refuse_unknown("key", table.keys(), KEYS)
    folders, off = _texts(table, "folders"), _texts(table, "off")
    _refuse_unknown("folder", folders.keys(), PARTS.keys())
    _refuse_unknown("rule", off.keys(), rules)
    for rule, reason in off.items():
        if not reason.strip():
            raise CannotCheckError(WHERE, f"{rule} is off without a reason", "say why")
    app = table.get("app", "")
    if not isinstance(app, str):
        raise CannotCheckError(WHERE, "app is not a text", 'write the path, such as "src/app"')
    listed = table.get("exempt", [])
    if not isinstance(listed, list):
        raise CannotCheckError(WHERE, "exempt is not a list of tables", "write [[…exempt]]")
    return Config(app, folders, off, tuple(_exemption(entry, rules) for entry in listed))


def _exemption(entry: object, rules: frozenset[str]) -> Exemption:
    if not isinstance(entry, dict) or not all(isinstance(text, str) for text in entry.values()):
        raise CannotCheckError(WHERE, "an exemption is a table of texts", "write [[…exempt]]")
    _refuse_unknown("key of an exemption", entry.keys(), EXEMPT_KEYS)
    for key in ("rule", "path", "reason"):
        if not entry.get(key, "").strip():
            raise CannotCheckError(WHERE, f"an exemption has no {key}", f"add its {key}")
    _refuse_unknown("rule", [entry["rule"]], rules)
    return Exemption(**entry)


def _texts(table: dict[str, Any], key: str) -> dict[str, str]:
    value = table.get(key, {})
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise CannotCheckError(WHERE, f"{key} is not a table of texts", f"make {key} one")
    return value


def _refuse_unknown(kind: str, given: Any, known: Any) -> None:
    if unknown := sorted(set(given) - set(known)):
        raise CannotCheckError(
            WHERE, f"unknown {kind} {', '.join(unknown)}", f"use {', '.join(sorted(known))}"
        )
