"""Why the app did not start: the error a process would print, and the line to look at."""

import re
import traceback
from collections.abc import Iterator
from typing import TypedDict

from integration_patterns.live.runtime.place import APP_DIR, shown

RUNTIME = "integration_patterns/live/runtime/"


class Failure(TypedDict):
    """`AppError` of the protocol."""

    type: str
    message: str
    file: str | None
    line: int | None
    column: int | None
    traceback: str


Place = tuple[str, int | None, int | None]


def describe(error: BaseException) -> Failure:
    """Tell an error as the page shows it."""
    file, line, column = _place(error) or (None, None, None)
    return {
        "type": type(error).__name__,
        "message": _message(error),
        "file": file,
        "line": line,
        "column": column,
        "traceback": "".join(_lines(error)),
    }


def _message(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return str(error.code)
    if isinstance(error, SyntaxError):
        return "".join(traceback.format_exception_only(error)).strip()
    if hasattr(error, "fix"):
        # The app's own errors are whole sentences, and its entry points print nothing else.
        return str(error)
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _place(error: BaseException) -> Place | None:
    for cause in reversed(list(chain(error))):
        if place := _place_of(cause):
            return place
    return None


def chain(error: BaseException) -> Iterator[BaseException]:
    """An error and those that led to it."""
    following: BaseException | None = error
    while following is not None:
        yield following
        quiet = following.__suppress_context__
        following = following.__cause__ or (None if quiet else following.__context__)


def _place_of(error: BaseException) -> Place | None:
    if isinstance(error, SyntaxError):
        if error.filename is None:
            # Say a null byte: whoever imported the file names it.
            return None
        if file := shown(error.filename):
            return file, error.lineno, error.offset
    if file := _named_file(str(error)):
        return file, None, None
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if file := shown(frame.filename):
            return file, frame.lineno, None
    return None


def _named_file(message: str) -> str | None:
    """The file that the app's own message is about, such as `startup/30_cache.py`."""
    for name in re.findall(r"[\w./-]+\.py\b", message):
        for path in sorted(APP_DIR.glob(f"app/**/{name}")):
            return shown(str(path))
    return None


def _lines(error: BaseException) -> Iterator[str]:
    for line in traceback.format_exception(error):
        if RUNTIME not in line:
            yield line
