"""Runs at once what libraries give to other threads: AnyIO's workers and portals, `asyncio.run`."""

import asyncio
import concurrent.futures
import contextlib
import contextvars
import inspect
import threading
from asyncio import events
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio.from_thread
from anyio._backends._asyncio import AsyncIOBackend

from integration_patterns.live.runtime.loop.loops import SyncLoop, detached

Function = Callable[..., Any]


class _WorkerThread:
    @classmethod
    async def run_sync(
        cls, func: Function, args: tuple[Any, ...], *_more: object, **_options: object
    ) -> Any:
        await asyncio.sleep(0)
        return contextvars.copy_context().run(func, *args)


class _Driving(concurrent.futures.Future[Any]):
    """What a portal hands out; waiting for its result runs the loop that will bring it."""

    _busy = True

    def __init__(self, loop: SyncLoop, task: asyncio.Task[Any]) -> None:
        super().__init__()
        self._loop, self._task, self._busy = loop, task, False
        task.add_done_callback(self._settle)

    @property
    def _condition(self) -> threading.Condition:
        if not self._busy and not self._task.done() and not self._loop.is_running():
            self._busy = True
            try:
                self._loop.run_until_complete(asyncio.wait({self._task}))
            finally:
                self._busy = False
        if not self._busy and self._task.done():
            self._settle(self._task)
        return self._lock

    @_condition.setter
    def _condition(self, value: threading.Condition) -> None:
        self._lock = value

    def _settle(self, task: asyncio.Task[Any]) -> None:
        if self._busy:
            return
        self._busy = True
        try:
            if super().done():
                return
            if task.cancelled():
                super().cancel()
                self.set_running_or_notify_cancel()
            elif (error := task.exception()) is not None:
                self.set_exception(error)
            else:
                self.set_result(task.result())
        finally:
            self._busy = False

    def done(self) -> bool:
        return self._task.done()

    def cancelled(self) -> bool:
        return self._task.cancelled()

    def cancel(self) -> bool:
        return self._task.cancel()

    def add_done_callback(self, fn: Callable[..., object]) -> None:
        self._task.add_done_callback(lambda _task: fn(self))


class _Portal:
    """Starlette's TestClient talks to its application through one."""

    def __init__(self, loop: SyncLoop) -> None:
        self._loop = loop

    def call(self, func: Function, *args: Any) -> Any:
        return self._loop.run_until_complete(_awaited(func, *args))

    def start_task_soon(self, func: Function, *args: Any, name: str | None = None) -> _Driving:
        return _Driving(self._loop, self._loop.create_task(_awaited(func, *args), name=name))

    def start_task(
        self, func: Function, *args: Any, name: str | None = None
    ) -> tuple[_Driving, Any]:
        ready = self._loop.create_future()

        class Status:
            def started(self, value: object = None) -> None:
                if not ready.done():
                    ready.set_result(value)

        task = self._loop.create_task(_awaited(func, *args, task_status=Status()), name=name)

        async def started() -> Any:
            await asyncio.wait({ready, task}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if not ready.done() else ready.result()

        value = self._loop.run_until_complete(started())
        return _Driving(self._loop, task), value


async def _awaited(func: Function, *args: Any, **kwargs: Any) -> Any:
    result = func(*args, **kwargs)
    return await result if inspect.isawaitable(result) else result


@contextlib.contextmanager
def _portal(
    _backend: str = "asyncio", _options: object = None, **_more: object
) -> Iterator[_Portal]:
    loop = SyncLoop()
    try:
        with detached():
            yield _Portal(loop)
    finally:
        with detached():
            _close(loop)


def _close(loop: SyncLoop) -> None:
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    if tasks:
        loop.run_until_complete(asyncio.wait(tasks))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


def _run(main: Awaitable[Any], **_options: object) -> Any:
    if events._get_running_loop() is not None:
        if inspect.iscoroutine(main):
            main.close()
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    loop = SyncLoop()
    try:
        return loop.run_until_complete(main)
    finally:
        _close(loop)


def install() -> None:
    """From here on nothing starts a thread, and every new event loop is one that needs none."""
    backend: Any = AsyncIOBackend
    backend.run_sync_in_worker_thread = _WorkerThread.run_sync
    anyio.from_thread.start_blocking_portal = _portal  # type: ignore[assignment]  # ours on purpose
    asyncio.run = asyncio.runners.run = _run
    events.new_event_loop = asyncio.new_event_loop = SyncLoop
    events._set_running_loop(None)
