"""A browser leaves while the page is sending to it."""

import asyncio
from functools import partial
from typing import Any

import flet.fastapi
import pytest
from starlette.types import ASGIApp, Message
from starlette.websockets import WebSocketDisconnect

from app.components.frontend.late_sends import LateSends
from app.components.frontend.main import main
from app.components.frontend.sharing import SharedSnapshot
from app.core.config import Settings
from tests.support.dashboard import HELLO

SCOPE = {"type": "websocket", "path": "/ws", "headers": [], "query_string": b"", "subprotocols": []}


class Browser:
    """Opens the page, and is gone when the page sends something for the first time."""

    def __init__(self) -> None:
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._messages.put_nowait({"type": "websocket.connect"})
        self._messages.put_nowait({"type": "websocket.receive", "bytes": HELLO})

    async def receive(self) -> Message:
        """What the server hears."""
        return await self._messages.get()

    async def send(self, message: Message) -> None:
        """What the server gets when it sends after the end: an error, as from uvicorn."""
        if message["type"] == "websocket.send":
            self._messages.put_nowait({"type": "websocket.disconnect", "code": 1006})
            raise OSError

    async def visit(self, app: ASGIApp) -> None:
        """The whole visit."""
        async with asyncio.timeout(5):
            await app(dict(SCOPE), self.receive, self.send)


@pytest.fixture
def page(app_settings: Settings) -> Any:
    """The dashboard as Flet serves it, without anything of ours around it."""
    return flet.fastapi.app(partial(main, snapshots=SharedSnapshot()), no_cdn=True)


async def refreshing() -> bool:
    """Whether any page still refreshes itself, once everything had a chance to end."""
    tasks = {task for task in asyncio.all_tasks() if "LiveRefresh" in repr(task.get_coro())}
    done, _pending = await asyncio.wait(tasks, timeout=1) if tasks else (set(), set())
    return tasks != done


# --8<-- [start:late]
async def test_the_page_stops_when_its_browser_is_gone(page: ASGIApp) -> None:
    """A failed send ends nothing but itself: Flet hears of the end and tells the page."""
    await Browser().visit(LateSends(page))

    assert not await refreshing()


# --8<-- [end:late]


def test_flet_alone_never_stops(page: ASGIApp) -> None:
    """Why LateSends exists. When this fails, Flet is fixed and you can delete LateSends."""

    async def visit() -> bool:
        with pytest.raises(WebSocketDisconnect):
            await Browser().visit(page)
        return await refreshing()

    assert asyncio.run(visit())
