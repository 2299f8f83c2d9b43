"""Threads where there is only one: each runs, from start to end, when something waits for it."""

import concurrent.futures
import contextlib
import math
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

from integration_patterns.live.runtime.loop.loops import SyncLoop, detached

WAITS_FOREVER = (
    "This waits for another thread, and the page has one. "
    "fix: await asyncio.to_thread(...), or wait with a timeout."
)
_waiting: list[threading.Thread] = []
_loops: list[SyncLoop] = []


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


@contextlib.contextmanager
def run_while_waiting(loop: SyncLoop) -> Iterator[None]:
    """Run a loop whenever something waits, as if it had a thread of its own."""
    _loops.append(loop)
    try:
        yield
    finally:
        _loops.remove(loop)


def _go_on(end: float | None) -> bool:
    """Run a waiting thread or what is due in a loop, or sleep until then; false if it never is."""
    if _waiting:
        _run(_waiting[0])
        return True
    loops = [loop for loop in _loops if not loop.is_running()]
    due = min((loop.next_turn() for loop in loops), default=math.inf)
    until = min(due, math.inf if end is None else end)
    if until == math.inf:
        return False
    time.sleep(max(0, until - time.monotonic()))
    with detached():
        for loop in loops:
            loop.turn()
    return True


def _wait(self: threading.Condition, timeout: float | None = None) -> bool:
    """Run the threads and loops that may bring what is waited for, as nothing else can."""
    end = None if timeout is None else time.monotonic() + timeout
    waiter = threading.Lock()
    waiter.acquire()
    waiters: Any = self._waiters  # type: ignore[attr-defined]  # private to threading
    waiters.append(waiter)
    saved = self._release_save()  # type: ignore[attr-defined]  # private to threading
    try:
        while waiter.locked() and (end is None or time.monotonic() < end):
            if not _go_on(end):
                raise RuntimeError(WAITS_FOREVER)
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
