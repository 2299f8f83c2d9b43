"""Keeps one process that answers all requests of a page."""

import json
import select
import subprocess
from dataclasses import dataclass

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox.terminal import Terminal


@dataclass(frozen=True)
class Answer:
    """A response as it came."""

    status: int
    headers: list[tuple[str, str]]
    body: str


class HttpClient:
    """Sends requests to the application in a terminal; all that this prints goes to a log."""

    def __init__(self, terminal: Terminal) -> None:
        self._timeout = terminal.config.timeout
        self._log = terminal.folder / "http.log"
        module = "integration_patterns.guide.sandbox.http_server"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [terminal.python, "-m", module, terminal.config.http_app],
                cwd=terminal.work,
                env=terminal.env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )

    def send(
        self, method: str, target: str, headers: list[tuple[str, str]], body: str, where: str
    ) -> Answer:
        """Send a request and wait for its response."""
        asked = {"method": method, "target": target, "headers": headers, "body": body}
        line = self._ask(json.dumps(asked))
        if not line:
            log = self._log.read_text("utf-8", errors="replace")
            raise PageError(
                where,
                f"the application did not answer; its log:\n{log}\n",
                "make it start and answer",
            )
        got = json.loads(line)
        return Answer(got["status"], [(name, value) for name, value in got["headers"]], got["body"])

    def _ask(self, line: str) -> str:
        """Return the line that answers a line; empty if the process ended or fell silent."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            self._process.stdin.write(f"{line}\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            return ""
        ready, _, _ = select.select([self._process.stdout], [], [], self._timeout)
        return self._process.stdout.readline() if ready else ""

    def close(self) -> None:
        """End the process by ending its input: that shuts the application down."""
        assert self._process.stdin is not None
        with self._process:
            try:
                self._process.stdin.close()
                self._process.wait(self._timeout)
            except (BrokenPipeError, subprocess.TimeoutExpired):
                self._process.kill()
