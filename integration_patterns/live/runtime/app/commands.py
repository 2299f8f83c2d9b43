"""Runs a command as a process would: fresh modules, its own streams, an exit code."""

import runpy
import shlex
from contextlib import redirect_stderr, redirect_stdout
from io import TextIOBase

from integration_patterns.live.runtime.app.process import own_process
from integration_patterns.live.runtime.protocol.failures import describe

CLI = "app.cli"
PYTHON = {"python", "python3"}
USAGE = 127


def run(line: str, stdout: TextIOBase, stderr: TextIOBase) -> int:
    """Run one command line; its exit code.

    Args:
        line: `app …` or `python -m MODULE …`; anything else is a command of the CLI.
        stdout: Where the command prints.
        stderr: Where it prints errors.
    """
    try:
        module, arguments = _parse(line)
    except ValueError as error:
        print(f"{error}", file=stderr)
        return USAGE
    with own_process([module, *arguments]), redirect_stdout(stdout), redirect_stderr(stderr):
        try:
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        except SystemExit as end:
            return _exit_code(end, stderr)
        except BaseException as error:  # noqa: BLE001 - a process prints every error that ends it
            stderr.write(describe(error)["traceback"])
            return 1
    return 0


def _parse(line: str) -> tuple[str, list[str]]:
    words = shlex.split(line)
    if words[:1] == ["app"]:
        words = words[1:]
    if words and words[0] in PYTHON:
        if words[1:2] != ["-m"] or len(words) < 3:  # noqa: PLR2004 - python -m MODULE
            raise ValueError("Only `python -m MODULE` runs here.")
        return words[2], words[3:]
    return CLI, words


def _exit_code(end: SystemExit, stderr: TextIOBase) -> int:
    if end.code is None:
        return 0
    if isinstance(end.code, int):
        return end.code
    stderr.write(f"{end.code}\n")
    return 1
