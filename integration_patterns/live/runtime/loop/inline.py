"""Runs at once what libraries give to other threads: AnyIO's workers and portals, `asyncio.run`."""

import asyncio
import contextlib
import contextvars
import inspect
from asyncio import events
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import anyio.from_thread
from anyio._backends._asyncio import AsyncIOBackend
from anyio.from_thread import BlockingPortal

from integration_patterns.live.runtime.loop import threads
from integration_patterns.live.runtime.loop.loops import SyncLoop, detached

Function = Callable[..., Any]


class _WorkerThread:
    @classmethod
    async def run_sync(
        cls, func: Function, args: tuple[Any, ...], *_more: object, **_options: object
    ) -> Any:
        await asyncio.sleep(0)
        return contextvars.copy_context().run(func, *args)


@contextlib.contextmanager
def _portal(
    _backend: str = "asyncio", _options: object = None, **_more: object
) -> Iterator[BlockingPortal]:
    """Starlette's TestClient talks to its application through one."""
    loop = SyncLoop()
    opened: asyncio.Future[BlockingPortal] = loop.create_future()

    async def serve() -> None:
        async with BlockingPortal() as portal:
            # AnyIO refuses calls from the loop's own thread, and there is only one.
            portal._event_loop_thread_id = -1
            opened.set_result(portal)
            await portal.sleep_until_stopped()

    with detached(), threads.run_while_waiting(loop):
        # Only the loop's own weak set would hold it otherwise.
        serving = loop.create_task(serve())
        try:
            yield loop.run_until_complete(opened)
        finally:
            serving.cancel()
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
