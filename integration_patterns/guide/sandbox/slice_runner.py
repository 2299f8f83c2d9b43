"""Runs each self-contained slice exactly as a reader copies it, once a session."""

import os
import subprocess

from integration_patterns.guide.sandbox import slice_process
from integration_patterns.guide.sandbox.terminal import Terminal


class SliceRunner:
    """Remembers what it has run."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._file = terminal.folder / "slice.py"
        root = str(terminal.config.project.root)
        self._env = {**terminal.env, "PYTHONPATH": os.pathsep.join([str(terminal.work), root])}
        self._verdicts: dict[str, str] = {}

    def problem(self, text: str) -> str:
        """Return what goes wrong when a slice is run alone, or nothing."""
        if text not in self._verdicts:
            self._verdicts[text] = self._run(text)
        return self._verdicts[text]

    def _run(self, text: str) -> str:
        self._file.write_text(text, "utf-8")
        timeout = self._terminal.config.timeout
        try:
            done = subprocess.run(
                [self._terminal.python, "-m", slice_process.__name__, str(self._file)],
                cwd=self._terminal.work,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                check=False,
                text=True,
                errors="replace",
                timeout=timeout,
            )
        except subprocess.TimeoutExpired:
            return f"it did not end within {timeout:.0f} s"
        if done.returncode == 0:
            return ""
        return f"it ended its interpreter with exit code {done.returncode}\n{done.stdout}"
