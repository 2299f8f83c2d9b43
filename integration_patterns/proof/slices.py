"""Runs each self-contained slice exactly as a reader copies it, once a session."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from integration_patterns.proof.json_process import JsonProcess, NoAnswerError

if TYPE_CHECKING:
    from integration_patterns.proof.workspace import Workspace


class SliceRunner:
    """Remembers what it has run."""

    def __init__(self, workspace: Workspace) -> None:
        self._timeout = workspace.config.timeout
        self._file = workspace.folder / "slice.py"
        self._verdicts: dict[str, str] = {}
        root = str(workspace.config.project.root)
        self._process = JsonProcess(
            "integration_patterns.proof.slice_runner",
            folder=workspace.work,
            env={**workspace.env, "PYTHONPATH": os.pathsep.join([str(workspace.work), root])},
            log=workspace.folder / "slices.log",
        )

    def problem(self, text: str) -> str:
        """Return what goes wrong when a slice is run alone, or nothing."""
        if text not in self._verdicts:
            self._file.write_text(text, "utf-8")
            try:
                answer = self._process.ask(str(self._file), self._timeout)
            except NoAnswerError as error:
                answer = f"it ended its interpreter\n{error}"
            self._verdicts[text] = str(answer)
        return self._verdicts[text]

    def close(self) -> None:
        """End the interpreter."""
        self._process.close(self._timeout)
