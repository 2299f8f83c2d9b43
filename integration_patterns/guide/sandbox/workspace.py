"""A private, prepared copy of the application for one page, and what runs in it."""

import shutil
from pathlib import Path

from integration_patterns.guide.config import Config
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox.http_client import HttpClient
from integration_patterns.guide.sandbox.services import RunningService
from integration_patterns.guide.sandbox.terminal import AT, Terminal


class Workspace(Terminal):
    """A terminal, with the services and the application that were started for it."""

    def __init__(self, config: Config, folder: Path, commands: Path) -> None:
        super().__init__(config, folder, commands)
        self._services: dict[str, RunningService] = {}
        self._http: HttpClient | None = None

    def start(self, name: str, where: str) -> None:
        """Start a configured service, once."""
        at = self.env[AT]
        if name in self._services:
            if self._services[name].at != at:
                raise PageError(
                    where,
                    f'the service "{name}" runs already, by another clock',
                    'write the same at="..." on all its blocks, or alone="yes" on this one',
                )
            return
        if name not in self.config.services:
            raise PageError(
                where,
                f'no service is named "{name}"',
                f"use one of {', '.join(self.config.services)}",
            )
        self._services[name] = RunningService(name, self.config.services[name], self, where)

    def has_started(self, name: str) -> bool:
        """Tell whether a service was started."""
        return name in self._services

    @property
    def http(self) -> HttpClient:
        """The application itself, started when first asked."""
        if self._http is None:
            self._http = HttpClient(self)
        return self._http

    def close(self) -> None:
        """Stop all that was started and remove the folder."""
        if self._http is not None:
            self._http.close()
        try:
            for service in reversed(self._services.values()):
                service.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)
