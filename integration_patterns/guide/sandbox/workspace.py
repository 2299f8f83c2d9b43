"""A private, prepared copy of the application for one page, and what runs in it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox import fork_child, shims
from integration_patterns.guide.sandbox.environment import environment, free_port
from integration_patterns.guide.sandbox.forks import ForkServer
from integration_patterns.guide.sandbox.http_client import HttpClient
from integration_patterns.guide.sandbox.prepared import prepared
from integration_patterns.guide.sandbox.services import RunningService
from integration_patterns.guide.sandbox.slices import SliceRunner

if TYPE_CHECKING:
    from integration_patterns.guide.config import Config


class Workspace:
    """A folder to run commands in; {tmp} is the folder, {work} the copy of the application."""

    def __init__(self, config: Config, folder: Path, commands: Path) -> None:
        self.config = config
        self.folder = folder
        self.work = folder / "work"
        port = str(free_port())
        self.placeholders = {
            "tmp": str(folder),
            "work": str(self.work),
            "port": port,
            "free_port": port,
        }
        self.env = environment(commands, self.placeholders, config.env)
        self.set_clock("")
        self.python = str(commands / "python")
        self._services: dict[str, RunningService] = {}
        self._http: HttpClient | None = None

    def fill(self, text: str) -> str:
        """Put this workspace's folder and port into a configured text."""
        return text.format_map(self.placeholders)

    def typed(self, command: str) -> str:
        """Return what a reader types as it is run here."""
        for real, shown in self.config.display.items():
            command = command.replace(shown, self.fill(real))
        return command

    def shown(self, output: str) -> list[str]:
        """Return output as a reader sees it: no private folder, no random port."""
        for real, shown in self.config.display.items():
            output = output.replace(self.fill(real), shown)
        return [line.rstrip() for line in output.rstrip().split("\n")] if output.strip() else []

    def set_clock(self, at: str) -> None:
        """Let each process begin at this time from now on; empty is the real one."""
        self.env[fork_child.AT] = at

    def start(self, name: str, where: str) -> None:
        """Start a configured service, once."""
        at = self.env[fork_child.AT]
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


class Template:
    """The prepared application; each workspace is a copy of it."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config = config
        self._folder = folder
        self._commands = folder / "bin"
        self._count = 0
        self._prepared: Path | None = None
        self._slices: SliceRunner | None = None
        self._forks: ForkServer | None = None

    @property
    def slices(self) -> SliceRunner:
        """Where slices run; they leave nothing behind, so all pages share it."""
        if self._slices is None:
            workspace = self.workspace()
            assert self._forks is not None
            self._slices = SliceRunner(workspace, self._forks)
        return self._slices

    def close(self) -> None:
        """End what outlived the pages."""
        if self._forks is not None:
            self._forks.close()

    def workspace(self, overlay: Path | None = None) -> Workspace:
        """Return a fresh workspace, with the files of an overlay copied over it."""
        prepared = self._prepare()
        self._count += 1
        target = self._folder / f"page-{self._count}"
        shutil.copytree(prepared, target, symlinks=True, copy_function=_copy)
        if overlay is not None:
            shutil.copytree(overlay, target / "work", dirs_exist_ok=True, copy_function=_replace)
        return Workspace(self.config, target, self._commands)

    def _prepare(self) -> Path:
        if self._prepared is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._forks = ForkServer(self._folder, self.config)
            shims.install(self._commands, self._forks.shim())
            self._prepared = prepared(self.config, self._set_up)
        return self._prepared

    def _set_up(self, folder: Path) -> None:
        workspace = Workspace(self.config, folder, self._commands)
        for command in self.config.setup:
            _set_up(command, workspace)


def _copy(source: str, target: str) -> str:
    """Share bytecode, which the interpreter replaces and never writes into; copy the rest."""
    if source.endswith(".pyc"):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


def _replace(source: str, target: str) -> str:
    """Copy with a new time, so that no stale bytecode of the intact file is used."""
    return shutil.copyfile(source, target)


def _set_up(command: str, workspace: Workspace) -> None:
    done = subprocess.run(  # noqa: S602 - the project's own commands
        command,
        shell=True,
        check=False,
        cwd=workspace.work,
        env=workspace.env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=workspace.config.timeout,
    )
    if done.returncode:
        raise PageError(
            "pyproject.toml: [tool.integration-patterns.proof] setup",
            f'"{command}" failed with exit code {done.returncode}:\n{done.stdout}\n',
            "make it succeed in a fresh copy",
        )
