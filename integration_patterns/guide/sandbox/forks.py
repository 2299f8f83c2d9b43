"""Starts the fork server, and makes `python` use it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from integration_patterns.guide.sandbox import fork_child, fork_client

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integration_patterns.guide.config import Config

# A command that looks at what is imported can tell, and so gets a fresh interpreter.
PYTHON = """\
#!/bin/sh
case "$1" in
  -m|-c|[!-]*) ;;
  *) exec "{python}" "$@" ;;
esac
case "$*" in
  *sys.modules*) ;;
  *) [ -S "{socket}" ] && exec "{python}" -I -S "{client}" "{socket}" "$@" ;;
esac
[ -n "${at}" ] && exec "{python}" -m integration_patterns.guide.sandbox.clock "$@"
exec "{python}" "$@"
"""
# The server watches a process by its descriptor, which only Linux has.
SHARED = "PROOF_FORK_SERVER"
"""The variable that names the socket of a server that is warm already."""
AVAILABLE = sys.platform == "linux"


class ForkServer:
    """A warm interpreter whose children run Python; without packages to warm, there is none.

    Args:
        folder: Where its socket is made.
        config: Names the packages, and the project, which is its current folder.
        also: Further packages.
    """

    def __init__(self, folder: Path, config: Config, also: Sequence[str] = ()) -> None:
        self.socket = os.environ.get(SHARED) or str(folder / "fork.sock")
        self._is_used = bool(config.warm) and AVAILABLE
        self._listens = SHARED in os.environ
        self._process: subprocess.Popen[bytes] | None = None
        if self._is_used and not self._listens:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "integration_patterns.guide.sandbox.fork_server",
                    self.socket,
                    *config.warm,
                    *also,
                ],
                cwd=config.project.root,
                env={"PYTHONHASHSEED": config.env.get("PYTHONHASHSEED", "random")},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )

    def _await_listening(self) -> None:
        if self._process is not None and not self._listens:
            assert self._process.stdout is not None
            self._process.stdout.readline()
            self._listens = True

    def shim(self) -> str:
        """The script that is `python`, once the server listens."""
        self._await_listening()
        return PYTHON.format(
            socket=self.socket,
            python=sys.executable,
            client=fork_client.__file__,
            at=fork_child.AT,
        )

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: dict[str, str],
        output: Path,
        timeout: float,
    ) -> int:
        """Run `python ARGUMENTS`, its output going to a file; return its exit code.

        Raises:
            TimeoutError: It did not end within `timeout` seconds.
        """
        with output.open("wb") as printed, Path("/dev/null").open("rb") as nothing:
            streams = [nothing.fileno(), printed.fileno(), printed.fileno()]
            if self._is_used:
                self._await_listening()
                return fork_client.run(
                    self.socket, arguments, str(folder), environment, streams, timeout=timeout
                )
            try:
                return subprocess.run(
                    [sys.executable, *arguments],
                    cwd=folder,
                    env=environment,
                    stdin=nothing,
                    stdout=printed,
                    stderr=printed,
                    check=False,
                    timeout=timeout,
                ).returncode
            except subprocess.TimeoutExpired as error:
                raise TimeoutError(str(error)) from error

    def close(self) -> None:
        """End the server by ending its input."""
        if self._process is not None:
            self._process.communicate()
