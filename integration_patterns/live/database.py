"""The database that every run in the page starts from: made as it is for the recorded outputs."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from integration_patterns.live import recorded
from integration_patterns.live.errors import BundleError
from integration_patterns.live.sources import APP, NOT_SOURCE


def write_database(root: Path, file: Path) -> None:
    """Make the SQLite file.

    Args:
        root: The folder of the project.
        file: Where the database goes.
    """
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    env = {"PATH": path, "DATABASE_URL": f"sqlite:///{file}", "PYTHONHASHSEED": "0"}
    with tempfile.TemporaryDirectory() as folder:
        app = Path(folder) / APP
        shutil.copytree(root / APP, app, ignore=shutil.ignore_patterns(*NOT_SOURCE))
        for command in recorded.setup(root):
            done = subprocess.run(  # noqa: S602 - the project's own commands
                command, shell=True, cwd=app, env=env, check=False, capture_output=True, text=True
            )
            if done.returncode:
                raise BundleError(
                    f"The page's database can't be made: `{command}` failed:"
                    f" {done.stderr.strip()[-500:]}",
                    "let it work in the app's folder first.",
                )
