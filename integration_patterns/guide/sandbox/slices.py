"""Runs each self-contained slice exactly as a reader copies it, once a session."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration_patterns.guide.sandbox.forks import ForkServer
    from integration_patterns.guide.sandbox.workspace import Workspace

RUN = ("-m", "integration_patterns.guide.sandbox.slice_process")


class SliceRunner:
    """Remembers what it has run."""

    def __init__(self, workspace: Workspace, forks: ForkServer) -> None:
        self._forks = forks
        self._workspace = workspace
        self._file = workspace.folder / "slice.py"
        self._output = workspace.folder / "slice.log"
        root = str(workspace.config.project.root)
        self._env = {**workspace.env, "PYTHONPATH": os.pathsep.join([str(workspace.work), root])}
        self._verdicts: dict[str, str] = {}

    def problem(self, text: str) -> str:
        """Return what goes wrong when a slice is run alone, or nothing."""
        if text not in self._verdicts:
            self._verdicts[text] = self._run(text)
        return self._verdicts[text]

    def _run(self, text: str) -> str:
        self._file.write_text(text, "utf-8")
        timeout = self._workspace.config.timeout
        arguments = [*RUN, str(self._file)]
        try:
            code = self._forks.run(
                arguments, self._workspace.work, self._env, self._output, timeout
            )
        except TimeoutError:
            return f"it did not end within {timeout:.0f} s"
        if code == 0:
            return ""
        printed = self._output.read_text("utf-8", errors="replace")
        return f"it ended its interpreter with exit code {code}\n{printed}"
