"""Starts the fork server, and makes `python -m` use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration_patterns.proof.config import Config

CLIENT = Path(__file__).with_name("fork_client.py")
SHIM = """\
#!/bin/sh
if [ "$1" = -m ] && [ -S "{socket}" ]; then
  shift
  exec "{python}" -I -S "{client}" "{socket}" "$@"
fi
exec "{python}" "$@"
"""
# The server watches a process by its descriptor, which only Linux has.
AVAILABLE = sys.platform == "linux"


class ForkServer:
    """A warm interpreter whose children run modules; without packages to warm, there is none."""

    def __init__(self, folder: Path, config: Config) -> None:
        self._socket = folder / "fork.sock"
        self._process: subprocess.Popen[bytes] | None = None
        if config.warm and AVAILABLE:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "integration_patterns.proof.fork_server",
                    str(self._socket),
                    *config.warm,
                ],
                env={"PYTHONHASHSEED": config.env.get("PYTHONHASHSEED", "random")},
                stdin=subprocess.PIPE,
            )

    def close(self) -> None:
        """End the server by ending its input."""
        if self._process is not None:
            with self._process:
                assert self._process.stdin is not None
                self._process.stdin.close()

    def shim(self) -> str:
        """The script that is `python`: it asks the server as soon as that listens."""
        return SHIM.format(socket=self._socket, python=sys.executable, client=CLIENT)
