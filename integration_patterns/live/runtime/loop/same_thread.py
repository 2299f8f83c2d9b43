"""Runs at once what libraries give to other threads: AnyIO's workers and portals, `asyncio.run`."""

import asyncio
import contextlib
import contextvars
from asyncio import events
from collections.abc import Callable, Iterator
from typing import Any

import anyio.from_thread
from anyio._backends._asyncio import AsyncIOBackend
from anyio.from_thread import BlockingPortal

from integration_patterns.live.runtime.loop import threads
from integration_patterns.live.runtime.loop.loops import SyncLoop, detached


async def _in_worker_thread(
    func: Callable[..., Any], args: tuple[Any, ...], *_more: object, **_options: object
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

    with detached(), asyncio.Runner(loop_factory=lambda: loop) as runner:
        serving = runner.get_loop().create_task(serve())
        with threads.run_while_waiting(loop):
            yield loop.run_until_complete(opened)
        serving.cancel()


def install() -> None:
    """From here on nothing starts a thread, and every new event loop is one that needs none."""
    backend: Any = AsyncIOBackend
    backend.run_sync_in_worker_thread = staticmethod(_in_worker_thread)
    anyio.from_thread.start_blocking_portal = _portal  # type: ignore[assignment]  # ours on purpose
    # Pyodide has replaced it; asyncio's own runs on every loop.
    asyncio.run = asyncio.runners.run
    events.new_event_loop = asyncio.new_event_loop = SyncLoop
    events._set_running_loop(None)
