"""Reads the files of an application without ever running them, and survives what it finds."""

import ast
import io
import os
import stat
import tokenize
import warnings
from collections.abc import Iterator
from pathlib import Path

from integration_patterns.rules.application.grammar import NewerPython, Version, newer
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.finding import Problem

# A hand-written module is never this large; parsing one of 10 MB takes a gigabyte.
MOST_BYTES = 1_000_000
SKIPPED = {"__pycache__", "node_modules", "site-packages"}


def read_package(
    folder: Path, root: Path, home: Path, asked_for: Version | None = None
) -> Iterator[Source | Problem | NewerPython]:
    """Every Python file of a package, in the order of its path; links to folders are not followed.

    What can't be read or parsed is a problem, unless it may be written for a newer Python.

    Args:
        folder: The package.
        root: The folder that paths are relative to.
        home: The folder that the package is imported from.
        asked_for: The lowest Python that the project supports, if it says so.
    """
    problems: list[OSError] = []
    for at, folders, files in os.walk(folder, onerror=problems.append):
        folders[:] = sorted(
            name
            for name in folders
            if name not in SKIPPED and not name.startswith(".") and not _is_environment(at, name)
        )
        for name in sorted(files):
            if name.endswith(".py"):
                yield _read(Path(at, name), root, home, asked_for)
    for problem in problems:
        yield _problem(_shown(Path(problem.filename), root), f"can't be listed: {_why(problem)}")


def _is_environment(at: str, name: str) -> bool:
    return os.path.isfile(os.path.join(at, name, "pyvenv.cfg"))  # noqa: PTH113, PTH118 - never raises


def _read(
    file: Path, root: Path, home: Path, asked_for: Version | None
) -> Source | Problem | NewerPython:
    path = _shown(file, root)
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return _problem(path, "is not a regular file")
        if status.st_size > MOST_BYTES:
            megabytes = status.st_size / 1_000_000
            return _problem(path, f"has {megabytes:.1f} MB, too many to be written by hand")
        content = file.read_bytes()
    except OSError as error:
        return _problem(path, f"can't be read: {_why(error)}")
    parsed = _parse(path, content, asked_for)
    if not isinstance(parsed, ast.Module):
        return parsed
    names = [_printable(name) for name in file.relative_to(home).with_suffix("").parts]
    is_package = names[-1] == "__init__"
    return Source(
        path, ".".join(names[:-1] if is_package else names), is_package, _decode(content), parsed
    )


def _parse(
    path: str, content: bytes, asked_for: Version | None
) -> ast.Module | Problem | NewerPython:
    try:
        _decode(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an invalid escape is the linter's business
            return ast.parse(content)
    except SyntaxError as error:
        number = error.lineno or 1
        if wanted := newer(error, _line(content, number), asked_for):
            return NewerPython(path, number, wanted)
        return _problem(path, f"is not valid Python: {error.msg}", number)
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        return _problem(path, f"is not valid Python: {type(error).__name__}: {error}")


def _line(content: bytes, number: int) -> str:
    lines = content.decode("utf-8", "replace").splitlines()
    return lines[number - 1] if number <= len(lines) else ""


def _decode(content: bytes) -> str:
    encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
    return content.decode(encoding)


def _problem(path: str, what: str, line: int = 1) -> Problem:
    return Problem(path, line, what, "fix the file, or move it out of the application")


def _why(error: OSError) -> str:
    return error.strerror or type(error).__name__


def _shown(file: Path, root: Path) -> str:
    return _printable((file.relative_to(root) if file.is_relative_to(root) else file).as_posix())


def _printable(name: str) -> str:
    """The name of a file, with what no terminal or encoding can show written as an escape."""
    if name.isprintable():
        return name
    return "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in name
    )
