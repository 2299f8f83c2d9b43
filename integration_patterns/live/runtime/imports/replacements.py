"""Modules that the page does without, and what the app's imports of them get instead.

The dashboard's Flet needs a browser page of its own, uvicorn a socket, and time-machine a C
extension; the files that import them stay as they are.
"""

import datetime as dt
import signal
import socket
import sys
from asyncio import events
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NoReturn

from integration_patterns.live.runtime.imports import dashboard
from integration_patterns.live.runtime.imports.absent import Absent, NoSocketsError
from integration_patterns.live.runtime.loop.loops import SyncLoop

MoveClock = Callable[[float | None, bool], object]


def _refuse(*_args: object, **_options: object) -> NoReturn:
    raise NoSocketsError


def _raise_signal(number: int) -> None:
    """To the running loop, as there is no other process; without a handler it ends the program."""
    loop = events._get_running_loop()
    if not (isinstance(loop, SyncLoop) and loop.send_signal(number)):
        raise SystemExit(128 + number)


class _Config:
    def __init__(self, *_args: object, **_options: object) -> None:
        """Nothing of it is used."""


class _Server:
    started = False

    def __init__(self, _config: _Config) -> None:
        """It never starts."""

    def run(self) -> None:
        """Say that there are no sockets."""
        _refuse()


def _uvicorn() -> ModuleType:
    return _module("uvicorn", Config=_Config, Server=_Server)


def _time_machine(move_clock: MoveClock) -> ModuleType:
    @contextmanager
    def travel(destination: dt.datetime, *, tick: bool = True) -> Iterator[None]:
        """As time_machine.travel, for aware moments."""
        move_clock(destination.timestamp(), tick)
        try:
            yield
        finally:
            move_clock(None, True)

    return _module("time_machine", travel=travel)


def _module(name: str, **members: object) -> ModuleType:
    module = ModuleType(name, "What the page has instead.")
    vars(module).update(members)
    return module


def install(move_clock: MoveClock) -> None:
    """Provide them.

    Args:
        move_clock: Sets the wall clock to a POSIX timestamp, where it ticks on or stands; None
            lets it follow the machine's.
    """
    for name in ("bind", "connect", "listen"):
        setattr(socket.socket, name, _refuse)
    sys.meta_path.insert(0, Absent)
    signal.raise_signal = _raise_signal
    sys.modules["uvicorn"] = _uvicorn()
    sys.modules["time_machine"] = _time_machine(move_clock)


def provide_own() -> None:
    """Provide those below `app`, which every start forgets."""
    sys.modules.update(dashboard.own_modules())
