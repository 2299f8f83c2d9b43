"""Why the app did not start: the error a process would print, and the line to look at."""

import re
import traceback
from collections.abc import Iterator

from pydantic import ValidationError

from integration_patterns.live.runtime.place import APP_DIR, shown
from integration_patterns.live.runtime.protocol.app import AppError

RUNTIME = "integration_patterns/live/runtime/"
# Raises the app's own error where the environment is refused.
SETTINGS = "app/core/config.py"


Place = tuple[str, int | None, int | None]


def describe(error: BaseException) -> AppError:
    """Describe an error as the page shows it."""
    file, line, column = _place(error) or (None, None, None)
    fix = str(getattr(error, "fix", ""))
    return {
        "type": type(error).__name__,
        "message": _message(error).removesuffix(f" fix: {fix}"),
        "fix": fix,
        "settings": _settings(error) if fix and file == SETTINGS else None,
        "file": file,
        "line": line,
        "column": column,
        "traceback": "".join(_lines(error)),
    }


def in_one_line(failure: AppError) -> str:
    """An error in one line, for where there is no room for its parts."""
    if failure["fix"]:
        return f"{failure['message']} fix: {failure['fix']}"
    return ": ".join(filter(None, (failure["type"], failure["message"])))


def _message(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return str(error.code)
    return str(error.msg) if isinstance(error, SyntaxError) else str(error)


def _settings(error: BaseException) -> list[str]:
    """The settings that are refused; none if the app names one that isn't set."""
    refused = next((cause for cause in chain(error) if isinstance(cause, ValidationError)), None)
    return [str(one["loc"][0]) for one in refused.errors() if one["loc"]] if refused else []


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
            # As for a null byte: the error that it caused names the file.
            return None
        if file := shown(error.filename):
            return file, error.lineno, error.offset
    # Only an error of the app's own is about a file that it names.
    if getattr(error, "fix", "") and (file := _named_file(str(error))):
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
