"""Keeps one process that answers all requests of a page."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integration_patterns.snippets.errors import PageError

if TYPE_CHECKING:
    from integration_patterns.proof.workspace import Workspace


@dataclass(frozen=True)
class Answer:
    """A response as it came."""

    status: int
    headers: list[tuple[str, str]]
    body: str


class HttpClient:
    """Sends requests to the application in a workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self._timeout = workspace.config.timeout
        self._log = workspace.folder / "http.log"
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [
                    sys.executable,
                    "-m",
                    "integration_patterns.proof.runner",
                    workspace.config.http_app,
                ],
                cwd=workspace.work,
                env=workspace.env,
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
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"method": method, "target": target, "headers": headers, "body": body}
        line = ""
        try:
            self._process.stdin.write(json.dumps(asked) + "\n")
            self._process.stdin.flush()
            ready, _, _ = select.select([self._process.stdout], [], [], self._timeout)
            line = self._process.stdout.readline() if ready else ""
        except BrokenPipeError:
            pass
        if not line:
            raise PageError(
                where,
                f"the application did not answer; its log:\n{self._log.read_text('utf-8')}\n",
                "make it start and answer",
            )
        got = json.loads(line)
        return Answer(got["status"], [(name, value) for name, value in got["headers"]], got["body"])

    def close(self) -> None:
        """End the process, by way of the application's shutdown."""
        assert self._process.stdin is not None
        with self._process:
            try:
                self._process.stdin.close()
                self._process.wait(self._timeout)
            except (BrokenPipeError, subprocess.TimeoutExpired):
                self._process.kill()
