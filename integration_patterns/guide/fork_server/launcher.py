"""Starts the server of forks, and writes the script `python` that asks it for one."""

import os
import subprocess
import sys
from pathlib import Path

from integration_patterns.guide.config import Config
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.fork_server import client, server

AVAILABLE = sys.platform == "linux"
"""The server watches a process by its descriptor, which only Linux has."""
SHARED = "PROOF_PYTHON"
"""The variable that names the script of a server that is warm already."""
PLAIN = """\
#!/bin/sh
exec "{python}" "$@"
"""
# A command that looks at what is imported can tell, and so gets a fresh interpreter.
FORKED = """\
#!/bin/sh
case "$1" in
  -m|-c|[!-]*) ;;
  *) exec "{python}" "$@" ;;
esac
case "$*" in
  *sys.modules*) exec "{python}" "$@" ;;
esac
exec "{python}" -I -S "{client}" "{socket}" "$@"
"""


class WarmPython:
    """The script `python` in a folder; without packages to import, it starts an interpreter."""

    def __init__(self, folder: Path, config: Config) -> None:
        folder.mkdir(parents=True)
        self.script = folder / "python"
        self._server: subprocess.Popen[bytes] | None = None
        socket = str(folder / "fork.sock")
        shared = os.environ.get(SHARED, "")
        text = PLAIN
        if config.warm and AVAILABLE and not shared:
            text = FORKED
            self._server = subprocess.Popen(
                [sys.executable, "-m", server.__name__, socket, *config.warm],
                cwd=config.project.root,
                env={"PYTHONHASHSEED": config.env.get("PYTHONHASHSEED", "random")},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
            assert self._server.stdout is not None
            if not self._server.stdout.readline():
                raise PageError(
                    "pyproject.toml: [tool.integration-patterns.proof] warm",
                    "a package cannot be imported; its error is above",
                    "install it, or take it off the list",
                )
        self.script.write_text(
            text.format(python=shared or sys.executable, client=client.__file__, socket=socket)
        )
        self.script.chmod(0o755)

    def close(self) -> None:
        """End the server by ending its input."""
        if self._server is not None:
            self._server.communicate()
