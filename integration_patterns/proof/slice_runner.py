"""Runs files one at a time, each in a child that has imported nothing of the application."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import os
import runpy
import sys
import traceback
from pathlib import Path


def _warm(source: str) -> None:
    """Import installed packages here, once; the children inherit them, not the application."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names = [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            if name not in sys.modules and _is_installed(name.partition(".")[0]):
                importlib.import_module(name)


def _is_installed(package: str) -> bool:
    return not any((Path(folder) / package).exists() for folder in _own_folders())


def _own_folders() -> list[str]:
    return os.environ["PYTHONPATH"].split(os.pathsep)


def _run(path: str) -> str:
    """Return what went wrong in a child process, or nothing."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        problem = ""
        try:
            runpy.run_path(path, run_name="slice")
        except BaseException:  # noqa: BLE001 - whatever it raises is the finding
            problem = traceback.format_exc()
        with os.fdopen(writing, "w", encoding="utf-8") as pipe:
            pipe.write(problem)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        problem = pipe.read()
    _, status = os.waitpid(child, 0)
    return problem or (f"it ended the interpreter ({status})" if status else "")


def main() -> None:
    """Answer a JSON line with the path of a file by one with what went wrong in it."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    for line in sys.stdin:
        path = json.loads(line)
        problem = ""
        try:
            _warm(Path(path).read_text("utf-8"))
        except Exception:  # noqa: BLE001 - the child would say the same
            problem = traceback.format_exc()
        answers.write(json.dumps(problem or _run(path)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
