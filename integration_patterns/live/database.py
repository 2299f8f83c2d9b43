"""The database that every run in the page starts from: migrated and seeded, as the pages' is."""

import os
import subprocess
import sys
from pathlib import Path

from integration_patterns.live.errors import BundleError

# As [tool.integration-patterns.proof] in pyproject.toml does it, so that the page says the same.
COMMANDS = (
    ("-m", "alembic", "upgrade", "head"),
    ("-m", "app.entrypoints.seed", "--orders", "200", "--until", "2026-11-01"),
)


def write_database(app: Path, file: Path) -> None:
    """Make the SQLite file.

    Args:
        app: The folder of the example app.
        file: Where the database goes.
    """
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    env = {**kept, "DATABASE_URL": f"sqlite:///{file}", "PYTHONHASHSEED": "0"}
    for command in COMMANDS:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=app,
            env=env,
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise BundleError(
                f"The page's database can't be made: {done.stderr.strip()[-500:]}",
                "let the app's own `alembic upgrade head` and seed work first.",
            )
