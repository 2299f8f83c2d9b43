"""Starts the fork server, and makes `python` use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from integration_patterns.proof import fork_child, fork_client

if TYPE_CHECKING:
    from collections.abc import Sequence

    from integration_patterns.proof.config import Config

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
[ -n "${at}" ] && exec "{python}" -m integration_patterns.proof.clock "$@"
exec "{python}" "$@"
"""
# The server watches a process by its descriptor, which only Linux has.
AVAILABLE = sys.platform == "linux"


class ForkServer:
    """A warm interpreter whose children run Python; without packages to warm, there is none."""

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
                stdout=subprocess.PIPE,
            )

    def shim(self) -> str:
        """The script that is `python`, once the server listens."""
        if self._process is not None:
            assert self._process.stdout is not None
            self._process.stdout.readline()
        return PYTHON.format(
            socket=self._socket,
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
            if self._process is not None:
                return fork_client.run(
                    str(self._socket), arguments, str(folder), environment, streams, timeout=timeout
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
