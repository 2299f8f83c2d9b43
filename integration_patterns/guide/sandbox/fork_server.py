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
import selectors
import signal
import socket
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from integration_patterns.guide.sandbox import fork_child

if TYPE_CHECKING:
    from types import ModuleType

LISTENS = b"listens\n"
NEEDED_AT_THE_END = {"__main__", "builtins", "sys"}


@dataclass(frozen=True)
class Request:
    """What a client asks to be run, and the streams it passed on."""

    asked: dict[str, Any]
    streams: list[int]


@dataclass(frozen=True)
class Child:
    """A process that runs a request."""

    pid: int
    ended: int
    client: socket.socket


class ForkServer:
    """Forks a child for each client, tells it how the child ended, and kills it if it leaves."""

    def __init__(self, listening: socket.socket) -> None:
        self._listening = listening
        self._selector = selectors.DefaultSelector()
        self._selector.register(listening, selectors.EVENT_READ)
        self._selector.register(sys.stdin, selectors.EVENT_READ)
        self._children: set[Child] = set()

    def serve(self) -> Request | None:
        """Return, in a child, what it is to run; in the server, nothing once its input ends."""
        while True:
            for key, _ in self._selector.select():
                if key.fileobj is sys.stdin:
                    return None
                if key.fileobj is self._listening:
                    if request := self._answer():
                        return request
                elif key.data in self._children:
                    self._end(key.data)

    def _answer(self) -> Request | None:
        client, _ = self._listening.accept()
        _, streams, _, _ = socket.recv_fds(client, 1, 3)
        with client.makefile("rb") as messages:
            request = Request(json.loads(messages.readline()), streams)
        if (pid := os.fork()) == 0:
            self._leave()
            client.close()
            return request
        for stream in streams:
            os.close(stream)
        client.sendall(b"%d\n" % pid)
        child = Child(pid, os.pidfd_open(pid), client)
        self._children.add(child)
        self._selector.register(child.ended, selectors.EVENT_READ, child)
        self._selector.register(client, selectors.EVENT_READ, child)
        return None

    def _end(self, child: Child) -> None:
        """Reap a child that ended, or whose client is gone, which then has its group killed."""
        pid, status = os.waitpid(child.pid, os.WNOHANG)
        if not pid:
            with suppress(ProcessLookupError):  # it leads no group yet
                os.killpg(child.pid, signal.SIGKILL)
            os.kill(child.pid, signal.SIGKILL)
            _, status = os.waitpid(child.pid, 0)
        with suppress(BrokenPipeError):
            child.client.sendall(b"%d\n" % status)
        self._children.remove(child)
        self._selector.unregister(child.ended)
        self._selector.unregister(child.client)
        _close(child)

    def _leave(self) -> None:
        """Close, in a child, what is the server's; its selector's kernel side is shared."""
        for child in self._children:
            _close(child)
        self._selector.close()
        self._listening.close()


def _close(child: Child) -> None:
    os.close(child.ended)
    child.client.close()


def main() -> None:
    """Import what is worth it, then answer until the standard input ends."""
    path, *warm = sys.argv[1:]
    _warm_up(warm)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        os.write(sys.stdout.fileno(), LISTENS)
        request = ForkServer(listening).serve()
    if request is not None:
        fork_child.run(request.asked, request.streams)


def _warm_up(names: list[str]) -> None:
    """Import for all children; spare each the time to collect and tear it down at its end.

    A child's own modules are torn down as ever. These are forgotten by the last handler that runs
    at an exit, and stay as they are, with all a child hung on them: no one lowers their count.
    """
    warm: dict[str, ModuleType] = {}
    atexit.register(_forget, warm)
    with warnings.catch_warnings(action="ignore"):  # what the project's own tests are for
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


if __name__ == "__main__":
    main()
