"""Makes a fork the interpreter that it was asked to be."""

import importlib
import linecache
import os
import runpy
import signal
import site
import sys
import types
from collections.abc import Callable
from pathlib import Path

COMMAND = "<string>"
"""The file name that the interpreter gives to the code after -c."""
SHOWS_THE_COMMAND = sys.version_info >= (3, 13)
"""Whether a traceback shows the lines of the code after -c."""


def run(arguments: list[str], folder: str, environment: dict[str, str], streams: list[int]) -> None:
    """Run `python ARGUMENTS` in a folder, with these variables and standard streams."""
    _become(arguments, folder, environment, streams)
    site.execsitecustomize()
    first, *rest = arguments
    if first == "-m":
        _start("-m", folder, rest[1:])
        _main(lambda: runpy._run_module_as_main(rest[0]))  # type: ignore[attr-defined]  # noqa: SLF001 - what -m does
    elif first == "-c":
        _start("-c", "", rest[1:])
        _main(lambda: _run_command(rest[0]))
    else:
        file = os.path.join(folder, first)  # noqa: PTH118 - as it is typed, "./" and all
        _start(first, str(Path(file).resolve().parent), rest)
        _main(lambda: _run_file(file))


def _become(
    arguments: list[str], folder: str, environment: dict[str, str], streams: list[int]
) -> None:
    os.setsid()
    # The program that started the server may ignore ^C; a terminal doesn't.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ.clear()
    os.environ.update(environment)
    own = [entry for entry in sys.path[1:] if entry not in inherited]
    asked_for = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[1:] = [*filter(None, asked_for), *own]
    sys.orig_argv[1:] = arguments
    importlib.invalidate_caches()


def _start(name: str, first_folder: str, arguments: list[str]) -> None:
    sys.argv[:] = [name, *arguments]
    sys.path[0] = first_folder
    main_module = types.ModuleType("__main__")
    vars(main_module)["__builtins__"] = __builtins__
    sys.modules["__main__"] = main_module


def _run_command(source: str) -> None:
    if SHOWS_THE_COMMAND:
        lines = source.splitlines(keepends=True)
        linecache.cache[COMMAND] = len(source), None, lines, COMMAND
    _execute(compile(source, COMMAND, "exec", dont_inherit=True))


def _run_file(path: str) -> None:
    vars(sys.modules["__main__"])["__file__"] = path
    with open(path, "rb") as file:  # noqa: PTH123 - the interpreter takes the path as it is
        _execute(compile(file.read(), path, "exec", dont_inherit=True))


def _execute(code: types.CodeType) -> None:
    exec(code, vars(sys.modules["__main__"]))  # noqa: S102 - running it is what python is for


def _main(program: Callable[[], None]) -> None:
    """Run it; show what it raises without the frames of this file, and leave the end to Python."""
    try:
        program()
    except SystemExit:
        raise
    except BaseException as error:
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
            trace = trace.tb_next
        error.__traceback__ = trace
        sys.excepthook(type(error), error, trace)
        sys.excepthook = _is_shown
        raise


def _is_shown(*_: object) -> None:
    """Print nothing more."""
