"""What the page has in common with the recorded outputs: the environment, and the first database.

pyproject.toml describes both, once for the proof and for the page.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from integration_patterns.guide import project as projects
from integration_patterns.live.errors import BundleError
from integration_patterns.live.sources import APP, NOT_SOURCE

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


def write_database(root: Path, file: Path) -> None:
    """Make the SQLite file that every run in the page starts from.

    Args:
        root: The folder of the project.
        file: Where the database goes.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {"PATH": path, "DATABASE_URL": f"sqlite:///{file}", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / APP
        shutil.copytree(root / APP, app, ignore=shutil.ignore_patterns(*NOT_SOURCE))
        for command in setup(root):
            done = subprocess.run(  # noqa: S602 - the project's own commands
                command, shell=True, cwd=app, env=env, check=False, capture_output=True, text=True
            )
            if done.returncode:
                raise BundleError(
                    f"The page's database can't be made: `{command}` failed:"
                    f" {done.stderr.strip()[-500:]}",
                    "let it work in the app's folder first.",
                )


def _proof(root: Path) -> dict[str, Any]:
    return dict(projects.find(root).table.get("proof", {}))
