"""Starts a background process, waits until it is ready, and stops it as an operator would."""

import signal
import subprocess
import time
import urllib.error
import urllib.request

from integration_patterns.guide.config import Service
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox.terminal import AT, Terminal

POLL = 0.05
PATIENCE_TO_STOP = 15.0


class RunningService:
    """A service that is ready when this object exists."""

    def __init__(self, name: str, service: Service, terminal: Terminal, where: str) -> None:
        self.name = name
        self.at = terminal.env[AT]
        self._where = where
        self._service = service
        self._url = terminal.fill(service.ready_url)
        self._log = terminal.folder / f"{name}.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S602 - the project's own command
                f"exec {service.command}",
                shell=True,
                cwd=terminal.work,
                env=terminal.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._await_ready(time.monotonic() + terminal.config.timeout)

    def _await_ready(self, deadline: float) -> None:
        while not self._is_ready():
            try:
                self._process.wait(POLL)
            except subprocess.TimeoutExpired:
                if time.monotonic() < deadline:
                    continue
                self._end()
            raise PageError(
                self._where,
                f'the service "{self.name}" did not become ready; its log:\n{self.log()}\n',
                f"make it run: {self._service.command}",
            )

    def _is_ready(self) -> bool:
        if self._service.ready_line:
            return self._service.ready_line in self.log()
        try:
            with urllib.request.urlopen(self._url, timeout=1) as response:  # noqa: S310 - configured
                return bool(response.status < 400)  # noqa: PLR2004 - any success
        except (OSError, urllib.error.URLError):
            return False

    def log(self) -> str:
        """Return what the service printed so far."""
        return self._log.read_text("utf-8", errors="replace")

    def stop(self) -> None:
        """Ask it to end, and complain if it does not."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(PATIENCE_TO_STOP)
        except subprocess.TimeoutExpired:
            self._end()
            raise PageError(
                self._where,
                f'the service "{self.name}" ignored SIGTERM for {PATIENCE_TO_STOP:.0f} s',
                "make it shut down",
            ) from None

    def _end(self) -> None:
        self._process.kill()
        self._process.wait()
