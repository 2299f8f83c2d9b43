"""Runs `python -m MODULE` in children that need not import installed packages again.

Each child is a process of its own, with its own folder, environment and streams. Modules of the
application are never imported here: a child reads them from the folder it runs in.
"""

from __future__ import annotations

import atexit
import ctypes
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import traceback
import types
from typing import Any

FROZEN_RUNPY = "<frozen runpy>"
NEEDED_AT_THE_END = {"__main__", "builtins", "sys"}


def main() -> None:
    """Import what is worth it, then answer until the standard input ends."""
    path, *warm = sys.argv[1:]
    _warm_up(warm)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if listening not in ready:
                return
            connection, _ = listening.accept()
            if os.fork() == 0:
                break
            connection.close()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _supervise(connection)


def _warm_up(names: list[str]) -> None:
    """Import for all children; spare each the time to collect and tear it down at its end.

    A child's own modules are torn down as ever. These are forgotten by the last handler that runs
    at an exit, and stay as they are, with all a child hung on them: no one lowers their count.
    """
    warm: dict[str, types.ModuleType] = {}
    atexit.register(_forget, warm)
    for name in names:
        importlib.import_module(name)
    warm |= sys.modules
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(list(warm.values())))
    gc.collect()
    gc.freeze()


def _forget(modules: dict[str, types.ModuleType]) -> None:
    for name, module in modules.items():
        if name not in NEEDED_AT_THE_END and sys.modules.get(name) is module:
            del sys.modules[name]


def _supervise(connection: socket.socket) -> None:
    """Run one command in a child, and end it when its client is gone."""
    _, streams, _, _ = socket.recv_fds(connection, 1, 3)
    with connection, connection.makefile("rw", encoding="utf-8") as messages:
        request = json.loads(messages.readline())
        child = os.fork()
        if child:
            messages.write(f"{child}\n")
            messages.flush()
            _, status = _wait(child, connection)
            messages.write(f"{status}\n")
            messages.flush()
            os._exit(0)
    _become(request, streams)
    _run(request["arguments"])


def _wait(child: int, connection: socket.socket) -> tuple[int, int]:
    ended = os.pidfd_open(child)
    ready, _, _ = select.select([ended, connection.fileno()], [], [])
    if ended not in ready:
        os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)


def _become(request: dict[str, Any], streams: list[int]) -> None:
    """Be the process that the client was asked to be."""
    os.setsid()
    # Whoever started the server may ignore ^C; a terminal doesn't.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(request["folder"])
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ.clear()
    os.environ.update(request["environment"])
    own = [entry for entry in sys.path[1:] if entry not in inherited]
    asked_for = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    sys.path[:] = [request["folder"], *filter(None, asked_for), *own]
    importlib.invalidate_caches()


def _run(arguments: list[str]) -> None:
    module, *sys.argv[1:] = arguments
    sys.argv[0] = "-m"
    main_module = types.ModuleType("__main__")
    vars(main_module)["__builtins__"] = __builtins__
    sys.modules["__main__"] = main_module
    try:
        runpy._run_module_as_main(module)  # type: ignore[attr-defined]  # noqa: SLF001 - what -m does
    except Exception as error:  # noqa: BLE001 - printed as the interpreter would
        trace = error.__traceback__
        while trace is not None and trace.tb_frame.f_code.co_filename != FROZEN_RUNPY:
            trace = trace.tb_next
        traceback.print_exception(type(error), error, trace)
        sys.exit(1)


if __name__ == "__main__":
    main()
