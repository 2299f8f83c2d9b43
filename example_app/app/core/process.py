"""How a process ends that can't do its work."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.core.errors import AppError


# --8<-- [start:explained]
@contextmanager
def explained_exit() -> Iterator[None]:
    """End the process with one line on stderr and the error's exit code, not with a traceback."""
    try:
        yield
    except AppError as error:
        sys.stderr.write(f"{error}\n")
        raise SystemExit(error.exit_code) from error


# --8<-- [end:explained]
