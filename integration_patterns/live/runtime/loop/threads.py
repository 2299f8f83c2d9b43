"""Threads where there is only one: each runs, from start to end, when something waits for it."""

import concurrent.futures
import contextlib
import threading
import time
from collections.abc import Callable
from typing import Any

from integration_patterns.live.runtime.loop.loops import detached

WAITS_FOREVER = (
    "This waits for another thread, and the page has one. "
    "fix: await asyncio.to_thread(...), or wait with a timeout."
)
_waiting: list[threading.Thread] = []


def _start(self: threading.Thread) -> None:
    """Note that the thread may run."""
    if self._started.is_set():  # type: ignore[attr-defined]  # private to threading
        raise RuntimeError("threads can only be started once")
    self._started.set()  # type: ignore[attr-defined]  # private to threading
    _waiting.append(self)


def _join(self: threading.Thread, timeout: float | None = None) -> None:
    del timeout
    if not self._started.is_set():  # type: ignore[attr-defined]  # private to threading
        raise RuntimeError("cannot join thread before it is started")
    _run(self)


def _is_alive(self: threading.Thread) -> bool:
    return self in _waiting


def _run(thread: threading.Thread) -> None:
    if thread not in _waiting:
        return
    _waiting.remove(thread)
    with detached(), contextlib.suppress(SystemExit):
        try:
            thread.run()
        except Exception as error:  # noqa: BLE001 - a thread's error goes to the hook
            args = (type(error), error, error.__traceback__, thread)
            threading.excepthook(threading.ExceptHookArgs(args))


def run_waiting() -> None:
    """As at the end of a process: daemons are given up, all others run to their end."""
    while _waiting:
        if _waiting[0].daemon:
            _waiting.pop(0)
        else:
            _run(_waiting[0])


def _wait(self: threading.Condition, timeout: float | None = None) -> bool:
    """Run the threads that may bring what is waited for, as nothing else can."""
    waiter = threading.Lock()
    waiter.acquire()
    waiters: Any = self._waiters  # type: ignore[attr-defined]  # private to threading
    waiters.append(waiter)
    saved = self._release_save()  # type: ignore[attr-defined]  # private to threading
    try:
        while waiter.locked() and _waiting:
            _run(_waiting[0])
        if waiter.locked() and timeout is None:
            raise RuntimeError(WAITS_FOREVER)
        if waiter.locked():
            time.sleep(timeout or 0)
    finally:
        self._acquire_restore(saved)  # type: ignore[attr-defined]  # private to threading
        with contextlib.suppress(ValueError):
            waiters.remove(waiter)
    return not waiter.locked()


def _submit(
    _self: concurrent.futures.Executor, fn: Callable[..., Any], /, *args: Any, **kwargs: Any
) -> concurrent.futures.Future[Any]:
    """A pool has no queue: what it is given runs at once."""
    future: concurrent.futures.Future[Any] = concurrent.futures.Future()
    future.set_running_or_notify_cancel()
    try:
        with detached():
            future.set_result(fn(*args, **kwargs))
    except Exception as error:  # noqa: BLE001 - the future hands it on
        future.set_exception(error)
    return future


def install() -> None:
    """From here on nothing starts a thread."""
    threading.Thread.start = _start  # type: ignore[method-assign]  # replaced
    threading.Thread.join = _join  # type: ignore[method-assign]  # replaced
    threading.Thread.is_alive = _is_alive  # type: ignore[method-assign]  # replaced
    threading.Condition.wait = _wait  # type: ignore[method-assign]  # replaced
    concurrent.futures.ThreadPoolExecutor.submit = _submit  # type: ignore[method-assign]  # replaced
