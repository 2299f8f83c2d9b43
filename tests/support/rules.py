"""Small applications on disk, and what the rules say of them."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from integration_patterns.rules.application.config import load
from integration_patterns.rules.application.project import Project, read_project
from integration_patterns.rules.check import Outcome, check
from integration_patterns.rules.registry import NAMES, RULES
from tests.support.processes import EXAMPLE_APP


def write_files(root: Path, files: Mapping[str, str]) -> Path:
    """Write each file under `root`; return `root`."""
    for name, text in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


def copy_of_our_app(root: Path) -> Path:
    """The example's package and Dockerfile under `root`; return `root`."""
    shutil.copytree(EXAMPLE_APP / "app", root / "app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(EXAMPLE_APP / "Dockerfile", root)
    return root


def read(root: Path) -> Project:
    """The application at `root`, with the configuration that is there."""
    return read_project(root, load(root, NAMES))


def ask(root: Path, *only: str, may_import: bool = False) -> dict[str, Outcome]:
    """The outcome of each rule for the application at `root`, by the rule's name."""
    chosen = [rule for rule in RULES if not only or rule.name in only]
    outcomes = check(read(root), load(root, NAMES), chosen, may_import=may_import)
    return {outcome.rule.name: outcome for outcome in outcomes}


def findings(root: Path, *only: str) -> list[str]:
    """Every finding as it is printed."""
    return [str(one) for outcome in ask(root, *only).values() for one in outcome.findings]
