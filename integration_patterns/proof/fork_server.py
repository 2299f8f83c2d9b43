"""Runs Python in children that need not import installed packages again.

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
import select
import signal
import socket
import sys
from typing import TYPE_CHECKING

from integration_patterns.proof import fork_child

if TYPE_CHECKING:
    from types import ModuleType

LISTENS = b"listens\n"
NEEDED_AT_THE_END = {"__main__", "builtins", "sys"}


def main() -> None:
    """Import what is worth it, then answer until the standard input ends."""
    path, *warm = sys.argv[1:]
    _warm_up(warm)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        os.write(sys.stdout.fileno(), LISTENS)
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
    warm: dict[str, ModuleType] = {}
    atexit.register(_forget, warm)
    for name in names:
        importlib.import_module(name)
    warm |= sys.modules
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(list(warm.values())))
    gc.collect()
    gc.freeze()


def _forget(modules: dict[str, ModuleType]) -> None:
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
    fork_child.run(request, streams)


def _wait(child: int, connection: socket.socket) -> tuple[int, int]:
    ended = os.pidfd_open(child)
    ready, _, _ = select.select([ended, connection.fileno()], [], [])
    if ended not in ready:
        os.killpg(child, signal.SIGKILL)
    return os.waitpid(child, 0)


if __name__ == "__main__":
    main()
