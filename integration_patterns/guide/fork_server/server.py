"""Runs Python in forks that need not import installed packages again.

Each fork is a process of its own, with its own folder, environment and streams. Modules of the
application are never imported here: a fork reads them from the folder it runs in.
"""

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
import warnings
from contextlib import suppress
from types import ModuleType

from integration_patterns.guide.fork_server import interpreter

LISTENS = b"listens\n"
NEEDED_AT_THE_END = {"__main__", "builtins", "sys"}


def main() -> None:
    """Import what is worth it, then fork for each client, until the standard input ends."""
    path, *packages = sys.argv[1:]
    _warm_up(packages)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        os.write(sys.stdout.fileno(), LISTENS)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no one asks how an overseer ended
        while sys.stdin not in select.select([listening, sys.stdin], [], [])[0]:
            client, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                _oversee(client)
                return
            client.close()


def _oversee(client: socket.socket) -> None:
    """Run what a client asks for in a fork, tell how it ended, and kill it if the client leaves.

    Returns only in the fork.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, streams, _, _ = socket.recv_fds(client, 1, 3)
    with client.makefile("rb") as messages:
        request = json.loads(messages.readline())
    fork = os.fork()
    if fork == 0:
        client.close()
        interpreter.run(request["arguments"], request["folder"], request["environment"], streams)
        return
    for stream in streams:
        os.close(stream)
    client.sendall(b"%d\n" % fork)
    ended = os.pidfd_open(fork)
    if ended not in select.select([client.fileno(), ended], [], [])[0]:
        with suppress(ProcessLookupError):  # it leads no group yet
            os.killpg(fork, signal.SIGKILL)
        os.kill(fork, signal.SIGKILL)
    _, status = os.waitpid(fork, 0)
    with suppress(BrokenPipeError):
        client.sendall(b"%d\n" % status)
    os._exit(0)


def _warm_up(packages: list[str]) -> None:
    """Import for all forks; spare each the time to collect and tear it down at its end.

    A fork's own modules are torn down as ever. These are forgotten by the last handler that runs
    at an exit, and stay as they are, with all a fork hung on them: no one lowers their count.
    """
    warm: dict[str, ModuleType] = {}
    atexit.register(_forget, warm)
    with warnings.catch_warnings(action="ignore"):  # what the project's own tests are for
        for name in packages:
            importlib.import_module(name)
    warm |= sys.modules
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(list(warm.values())))
    gc.collect()
    gc.freeze()


def _forget(modules: dict[str, ModuleType]) -> None:
    for name, module in modules.items():
        if name not in NEEDED_AT_THE_END and sys.modules.get(name) is module:
            del sys.modules[name]


if __name__ == "__main__":
    main()
