"""A clock for real processes that a test sets while they run; libfaketime does it."""

from pathlib import Path

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)


class Clock:
    """The wall clock of the processes that get its environment; time itself goes on."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "faketime"
        self.set(0)
        self.environment = {
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            # A hand on the clock doesn't reach the monotonic one.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    def set(self, seconds: int) -> None:
        """Let it be so many seconds ahead of this machine's."""
        new = self._file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.replace(self._file)
