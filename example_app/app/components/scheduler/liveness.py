"""The sign of life for the machine it runs on: it needs no database and no wall clock."""

import hashlib
import tempfile
import time
from pathlib import Path

from app.core.config import PROJECT_DIR, settings
from app.core.errors import ConfigurationError


# --8<-- [start:liveness]
async def show_life() -> None:
    """Write down how long this machine had run when this scheduler's jobs last did.

    Raises:
        ConfigurationError: The folder for temporary files can't be written to.
    """
    # Not in a thread: all of them may be waiting for the database.
    _write(str(time.monotonic()))


def seconds_silent() -> float | None:
    """How long ago this scheduler's jobs last ran; None if they never did since the last boot."""
    try:
        silent = time.monotonic() - float(life_file().read_text())
    except (FileNotFoundError, ValueError):
        return None
    return silent if silent >= 0 else None


def life_file() -> Path:
    """One file for each scheduler, also when several share a machine."""
    name = hashlib.sha256(f"{PROJECT_DIR} {settings.INSTANCE_ID}".encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"scheduler-{name}.alive"


# --8<-- [end:liveness]


def end_life() -> None:
    """Forget the sign of life of a process that has stopped on purpose."""
    life_file().unlink(missing_ok=True)


def _write(text: str) -> None:
    file = life_file()
    try:
        new = file.with_suffix(".new")
        new.unlink(missing_ok=True)
        with new.open("x") as stream:
            stream.write(text)
        new.replace(file)
    except OSError as error:
        raise ConfigurationError(
            f"{file} can't be written: {error.strerror}.", "set TMPDIR to a folder that can be."
        ) from error
