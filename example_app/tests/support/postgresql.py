"""A PostgreSQL server of the test's own, which it may stop and start."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import chown
from tempfile import TemporaryDirectory

from tests.support.processes import free_port


def installed() -> Path | None:
    """The folder of PostgreSQL's newest server programs on this machine, if there is one."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((one for one in reversed(folders) if (one / "initdb").exists()), None)


class Server:
    """A PostgreSQL server; `stop` is as sudden as a crash."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._data, self._programs = folder / "data", programs
        self._port = free_port()
        self._data.mkdir()
        if os.geteuid() == 0:
            # The server refuses to run as root.
            folder.chmod(0o711)
            chown(self._data, "postgres")
        self._run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-p {self._port} -h 127.0.0.1 -k '' -c fsync=off"
        self._run("pg_ctl", "-w", "-l", str(self._data / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Cut every connection at once."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._programs / program), "-D", str(self._data), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def postgresql_server(programs: Path) -> Iterator[Server]:
    """A started server with a folder of its own; stopped at the end."""
    with TemporaryDirectory() as folder:
        server = Server(Path(folder), programs)
        server.start()
        try:
            yield server
        finally:
            server.stop()
