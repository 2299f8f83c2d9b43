"""What can go wrong with what a command prints."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from app.core.constants import ExitCode


# --8<-- [start:output]
@contextmanager
def explained_output() -> Iterator[None]:
    """End quietly when the output is closed, and with one line when nothing is stored."""
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError as error:
        _discard(sys.stdout)
        raise SystemExit(ExitCode.PIPE_CLOSED) from error
    except (OSError, UnicodeEncodeError) as error:
        _discard(sys.stdout)
        say(f"The output can't be written: {error}. fix: see where it goes.")
        raise SystemExit(ExitCode.OUTPUT) from error


# --8<-- [end:output]


def say(line: str) -> None:
    """Print a line on stderr; where even that fails, the exit code alone must do."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:
        _discard(sys.stderr)


def _discard(stream: TextIO) -> None:
    # What is left in the buffer would fail again when Python flushes it at its end.
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
