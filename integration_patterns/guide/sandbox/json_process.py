"""A child interpreter that answers a JSON line by a JSON line."""

import json
import select
import subprocess
import sys
from pathlib import Path


class NoAnswerError(Exception):
    """The child ended or fell silent; the message is its log."""


class JsonProcess:
    """Runs a module of this package with arguments; all it prints goes to a log."""

    def __init__(
        self,
        module: str,
        *arguments: str,
        folder: Path,
        env: dict[str, str],
        log: Path,
        python: str = sys.executable,
    ) -> None:
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [python, "-m", module, *arguments],
                cwd=folder,
                env=env,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
                encoding="utf-8",
            )

    def ask(self, question: object, timeout: float) -> object:
        """Send a question and wait for its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        line = ""
        try:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            ready, _, _ = select.select([self._process.stdout], [], [], timeout)
            line = self._process.stdout.readline() if ready else ""
        except BrokenPipeError:
            pass
        if not line:
            raise NoAnswerError(self._log.read_text("utf-8", errors="replace"))
        answer: object = json.loads(line)
        return answer

    def close(self, timeout: float) -> None:
        """End the child by ending its input."""
        assert self._process.stdin is not None
        with self._process:
            try:
                self._process.stdin.close()
                self._process.wait(timeout)
            except (BrokenPipeError, subprocess.TimeoutExpired):
                self._process.kill()
