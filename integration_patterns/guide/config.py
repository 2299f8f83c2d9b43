"""What the proof knows of a project: the table in its pyproject.toml, and nothing else."""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from integration_patterns.guide import project as projects
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.project import Project


@dataclass(frozen=True)
class Service:
    """A process a page may ask for with server="name"."""

    command: str
    ready_url: str = ""
    ready_line: str = ""


@dataclass(frozen=True)
class Config:
    """The [tool.integration-patterns.proof] table."""

    project: Project
    workdir: str = "."
    http_app: str = ""
    setup: tuple[str, ...] = ()
    timeout: float = 60.0
    volatile: tuple[str, ...] = ()
    warm: tuple[str, ...] = ()
    names_not_in: tuple[str, ...] = ()
    env: dict[str, str] = field(default_factory=dict)
    display: dict[str, str] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)
    generated: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> Path:
        """The folder every page gets a copy of."""
        return self.project.root / self.workdir


KNOWN = {one.name for one in fields(Config)} - {"project"}


def load(root: Path) -> Config | None:
    """Return the configuration of the project at this folder, if it asks for proof."""
    project = projects.load(root)
    if project is None or "proof" not in project.table:
        return None
    return _read(project, dict(project.table["proof"]))


def _read(project: Project, table: dict[str, Any]) -> Config:
    unknown = sorted(table.keys() - KNOWN)
    if unknown:
        raise PageError(
            "pyproject.toml: [tool.integration-patterns.proof]",
            f"unknown key {', '.join(unknown)}",
            f"use {', '.join(sorted(KNOWN))}",
        )
    services = {name: Service(**entry) for name, entry in table.pop("services", {}).items()}
    for key in ("setup", "volatile", "warm", "names_not_in"):
        table[key] = tuple(table.get(key, ()))
    return Config(project, services=services, **table)
