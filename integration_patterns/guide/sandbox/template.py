"""The application after its setup, from which each workspace is copied."""

import os
import shutil
from pathlib import Path

from integration_patterns.guide.config import Config
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.fork_server.launcher import WarmPython
from integration_patterns.guide.sandbox import shell, shims
from integration_patterns.guide.sandbox.prepared import prepared
from integration_patterns.guide.sandbox.slice_runner import SliceRunner
from integration_patterns.guide.sandbox.terminal import Terminal
from integration_patterns.guide.sandbox.workspace import Workspace


class Template:
    """The prepared application; each workspace is a copy of it."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.config = config
        self._folder = folder
        self._commands = folder / "bin"
        self._count = 0
        self._prepared: Path | None = None
        self._slices: SliceRunner | None = None
        self._python: WarmPython | None = None

    @property
    def slices(self) -> SliceRunner:
        """Where slices run; they leave nothing behind, so all pages share it."""
        if self._slices is None:
            self._slices = SliceRunner(self.workspace())
        return self._slices

    def close(self) -> None:
        """End what outlived the pages."""
        if self._python is not None:
            self._python.close()

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
            self._python = WarmPython(self._commands, self.config)
            shims.install(self._commands, self._python.script)
            self._prepared = prepared(self.config, self._set_up)
        return self._prepared

    def _set_up(self, folder: Path) -> None:
        terminal = Terminal(self.config, folder, self._commands)
        where = "pyproject.toml: [tool.integration-patterns.proof] setup"
        for command in self.config.setup:
            outcome = shell.run(command, terminal, where)
            if outcome.code:
                output = "\n".join(outcome.lines)
                raise PageError(
                    where,
                    f'"{command}" failed with exit code {outcome.code}:\n{output}\n',
                    "make it succeed in a fresh copy",
                )


def _copy(source: str, target: str) -> str:
    """Share bytecode, which the interpreter replaces and never writes into; copy the rest."""
    if source.endswith(".pyc"):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


def _replace(source: str, target: str) -> str:
    """Copy with a new time, so that no stale bytecode of the intact file is used."""
    return shutil.copyfile(source, target)
