"""What the page has in common with the recorded outputs: pyproject.toml says it, once for both."""

from pathlib import Path
from typing import Any

from integration_patterns.guide import project as projects

# What a shell brings along.
SHELL = {"HOME": "/root", "LANG": "C.UTF-8", "PATH": "/usr/bin", "TZ": "UTC"}


def environment(root: Path) -> dict[str, str]:
    """The environment of every process in the page.

    Args:
        root: The folder of the project.
    """
    recorded: dict[str, str] = _proof(root).get("env", {})
    return SHELL | {name: value for name, value in recorded.items() if "{" not in value}


def setup(root: Path) -> list[str]:
    """The commands that make the app ready to run, its database above all."""
    return list(_proof(root).get("setup", ()))


def _proof(root: Path) -> dict[str, Any]:
    return dict(projects.find(root).table.get("proof", {}))
