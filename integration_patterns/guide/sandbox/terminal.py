"""What a reader types in, and sees: a folder with a copy of the application, and variables."""

from pathlib import Path

from integration_patterns.guide.config import Config
from integration_patterns.guide.sandbox import clock
from integration_patterns.guide.sandbox.environment import environment, free_port


class Terminal:
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

    def fill(self, text: str) -> str:
        """Put the folder and port into a configured text."""
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
        clock.set_clock(self.env, at)
