"""What a reader types in, and sees: a folder with a copy of the application, and variables."""

import os
import socket
import sys
from pathlib import Path

from integration_patterns.guide.config import Config

CLOCK = str(Path(__file__).with_name("clock_hook"))
"""A folder for PYTHONPATH, whose file sets the clock when Python starts."""
AT = "PROOF_AT"
"""The variable that states when."""


class Terminal:
    """A folder to run commands in; {tmp} is the folder, {work} the copy of the application."""

    def __init__(self, config: Config, folder: Path, commands: Path) -> None:
        self.config = config
        self.folder = folder
        self.work = folder / "work"
        self.python = str(commands / "python")
        self._placeholders = {"tmp": str(folder), "work": str(self.work), "port": _free_port()}
        path = [str(commands), str(Path(sys.executable).parent), os.environ.get("PATH", "")]
        # None of them but PATH comes from the developer's own shell.
        self.env = {
            "PATH": os.pathsep.join(path),
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(self.work),
            AT: "",
            **{name: self.fill(value) for name, value in config.env.items()},
        }

    def fill(self, text: str) -> str:
        """Put the folder and port into a configured text."""
        return text.format_map(self._placeholders)

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
        """Let each Python process begin at this time from now on; empty is the real one."""
        path = [one for one in self.env["PYTHONPATH"].split(os.pathsep) if one != CLOCK]
        self.env["PYTHONPATH"] = os.pathsep.join([*path, CLOCK] if at else path)
        self.env[AT] = at


def _free_port() -> str:
    """Return a port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
