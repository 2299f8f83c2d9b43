"""What the rules cost: a thousand generated files, checked beside ruff and import-linter."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from integration_patterns.benchmarks.table import print_medians

ROUTE = '''"""Routes for subject {number}."""

from fastapi import APIRouter

from app.services.service_{number} import Subject, read_subject

router = APIRouter(tags=["subject {number}"])


@router.get("/subjects/{number}", response_model=Subject)
async def read(number: int, limit: int = 20) -> Subject:
    """Subject {number}."""
    return await read_subject(number, limit)


@router.post("/subjects/{number}", response_model=Subject)
async def create(subject: Subject) -> Subject:
    """Store subject {number}."""
    return await read_subject(subject.number, 1)
'''
SERVICE = '''"""Reads subject {number}."""

from pydantic import BaseModel, ConfigDict

from app.core.config import TIMEOUT


class Subject(BaseModel):
    """One subject."""

    model_config = ConfigDict(frozen=True)

    number: int
    names: tuple[str, ...] = ()


async def read_subject(number: int, limit: int) -> Subject:
    """The subject, with at most `limit` names."""
    names = tuple(f"name {{one}}" for one in range(min(limit, TIMEOUT)))
    return Subject(number=number, names=names)
'''
HOOK = '''"""Prepares subject {number}."""

from app.services.service_{number} import read_subject


async def startup_hook() -> None:
    """Called by discovery."""
    await read_subject({number}, 1)
'''
KINDS = {
    "components/backend/api/routes_{number}.py": ROUTE,
    "services/service_{number}.py": SERVICE,
    "components/backend/startup/hook_{number}.py": HOOK,
}
# Ruff's rules contradict each other, so some complain of any file; the others find nothing wrong.
EXPECTED = {"patterns": {0}, "ruff": {1}, "lint-imports": {0}}
CONTRACTS = """\
[importlinter]
root_package = app
include_external_packages = True

[importlinter:contract:layers]
name = layers
type = layers
layers =
    app.components
    app.services
    app.core
"""


def rules(
    files: Annotated[int, typer.Option(min=3, help="How many files to generate.")] = 1000,
    rounds: Annotated[int, typer.Option(min=1, help="How often each tool is measured.")] = 3,
) -> None:
    """Check generated routes, services and hooks with each tool in turns; print the medians."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        generate(root, files)
        commands = {
            "patterns check": ["patterns", "check", "."],
            "ruff check": ["ruff", "check", "--isolated", "--no-cache", "--select=ALL", "-q", "."],
            "lint-imports": ["lint-imports", "--no-cache", "--no-logo"],
        }
        seconds: dict[str, list[float]] = {tool: [] for tool in commands}
        for _ in range(rounds + 1):  # the first warms the file cache up, and doesn't count
            for tool, command in commands.items():
                seconds[tool].append(_run(command, root))
    counted = {tool: values[1:] for tool, values in seconds.items()}
    print_medians(f"{files} files", ("tool", "seconds"), counted, "patterns check", digits=2)


def generate(root: Path, files: int) -> None:
    """Write an application of about that many files, which breaks no rule."""
    number = 0
    for number in range(files // len(KINDS)):
        for path, text in KINDS.items():
            _write(root / "app" / path.format(number=number), text.format(number=number))
    names = [f"routes_{one}" for one in range(number + 1)]
    imports = "".join(f"from app.components.backend.api import {one}\n" for one in names)
    included = "".join(f"    app.include_router({one}.router)\n" for one in names)
    routing = f"{imports}\n\ndef include_routers(app):\n{included}"
    _write(root / "app/components/backend/api/routing.py", routing)
    _write(root / "app/core/config.py", "TIMEOUT = 5\n")
    for folder in {file.parent for file in root.rglob("*.py")} | {root / "app/components"}:
        for package in (folder, *folder.parents):
            if package.is_relative_to(root / "app"):
                (package / "__init__.py").touch()
    _write(root / ".importlinter", CONTRACTS)


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def _run(command: Sequence[str], folder: Path) -> float:
    tool = Path(sys.executable).with_name(command[0])
    began = time.perf_counter()
    done = subprocess.run(
        [tool, *command[1:]], cwd=folder, check=False, capture_output=True, text=True
    )
    if done.returncode not in EXPECTED[command[0]]:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - began
