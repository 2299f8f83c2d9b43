"""Runs a module as a real process and reads what it writes."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.core.config import Settings

EXAMPLE_APP = Path(__file__).parents[2]
PATIENCE = 30.0


class Running:
    """A running process; its output is collected while it runs."""

    def __init__(self, process: "subprocess.Popen[str]", env: Mapping[str, str], cwd: Path) -> None:
        self.process, self._env, self._cwd = process, env, cwd
        self.lines: list[str] = []
        self._changed = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            with self._changed:
                self.lines.append(line.rstrip("\n"))
                self._changed.notify_all()
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def output(self) -> str:
        """Everything written so far."""
        return "\n".join(self.lines)

    def wait_for(self, pattern: str, times: int = 1, seconds: float = PATIENCE) -> str:
        """The line that matches as the n-th; fails when the process ends or is silent instead."""

        def found() -> list[str]:
            return [line for line in self.lines if re.search(pattern, line)][:times]

        with self._changed:
            self._changed.wait_for(lambda: self._ended or len(found()) == times, seconds)
            lines = found()
        assert len(lines) == times, f"{len(lines)} lines match {pattern!r} in:\n{self.output}"
        return lines[-1]

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def wait(self) -> int:
        """The exit code, once the process has ended and all its output is read."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def beside(self, *command: str) -> int:
        """The exit code of `python COMMAND…` in the same folder and environment."""
        done = subprocess.run(
            [sys.executable, *command], cwd=self._cwd, env=self._env, check=False, timeout=PATIENCE
        )
        return done.returncode

    def stop(self) -> int:
        """Send SIGTERM and wait for the end."""
        self.send(signal.SIGTERM)
        return self.wait()


@contextmanager
def running(
    *command: str, env: Mapping[str, str] | None = None, cwd: str = "example_app"
) -> Iterator[Running]:
    """Run `python COMMAND…` as in a fresh checkout; at the end kill it if it is still there.

    The checkout holds links to the app and nothing of this machine's: no `.env`, no database.

    Args:
        command: A module or a script, and its arguments.
        env: The settings; none of this process's own are handed down.
        cwd: Where it starts, seen from the root of the checkout.
    """
    with tempfile.TemporaryDirectory() as root:
        project = Path(root) / "example_app"
        project.mkdir()
        for name in ("app", "alembic.ini"):
            (project / name).symlink_to(EXAMPLE_APP / name)
        inherited = {
            name: value for name, value in os.environ.items() if name not in Settings.model_fields
        }
        given = {**inherited, "PYTHONPATH": str(project), **(env or {})}
        with command_running([sys.executable, *command], given, Path(root) / cwd) as handle:
            yield handle


@contextmanager
def command_running(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> Iterator[Running]:
    """Run a command; at the end kill it if it is still there."""
    env = {"PYTHONUNBUFFERED": "1", "NO_COLOR": "1", **env}
    process = subprocess.Popen(
        command,
        cwd=cwd,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    handle = Running(process, env, cwd)
    try:
        yield handle
    finally:
        if process.poll() is None:
            process.kill()
        handle.wait()
        assert process.stdout is not None
        process.stdout.close()


@contextmanager
def webserver(env: Mapping[str, str]) -> Iterator[tuple[Running, str]]:
    """The real webserver on a free port, ready; yields it and its base URL."""
    port = free_port()
    with running("-m", "app.entrypoints.webserver", env={**env, "PORT": str(port)}) as server:
        server.wait_for("Uvicorn running on")
        yield server, f"http://127.0.0.1:{port}"


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
