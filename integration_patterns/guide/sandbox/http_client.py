"""Keeps one process that answers all requests of a page."""

from dataclasses import dataclass
from typing import Any, cast

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox.json_process import JsonProcess, NoAnswerError
from integration_patterns.guide.sandbox.terminal import Terminal


@dataclass(frozen=True)
class Answer:
    """A response as it came."""

    status: int
    headers: list[tuple[str, str]]
    body: str


class HttpClient:
    """Sends requests to the application in a terminal."""

    def __init__(self, terminal: Terminal) -> None:
        self._timeout = terminal.config.timeout
        self._process = JsonProcess(
            "integration_patterns.guide.sandbox.http_server",
            terminal.config.http_app,
            folder=terminal.work,
            env=terminal.env,
            log=terminal.folder / "http.log",
            python=terminal.python,
        )

    def send(
        self, method: str, target: str, headers: list[tuple[str, str]], body: str, where: str
    ) -> Answer:
        """Send a request and wait for its response."""
        asked = {"method": method, "target": target, "headers": headers, "body": body}
        try:
            got = cast("dict[str, Any]", self._process.ask(asked, self._timeout))
        except NoAnswerError as error:
            raise PageError(
                where,
                f"the application did not answer; its log:\n{error}\n",
                "make it start and answer",
            ) from error
        return Answer(got["status"], [(name, value) for name, value in got["headers"]], got["body"])

    def close(self) -> None:
        """End the process, by way of the application's shutdown."""
        self._process.close(self._timeout)
