"""A browser that leaves before it has asked for the page, or says what Flet can't read."""

import asyncio
from functools import partial
from typing import Any

import flet.fastapi
import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.components.frontend import left_visitors
from app.components.frontend.left_visitors import LeftVisitors
from app.components.frontend.main import main
from app.components.frontend.sharing import SharedSnapshot

SCOPE = {"type": "websocket", "path": "/ws", "headers": [], "query_string": b"", "subprotocols": []}
LEAVES: Message = {"type": "websocket.disconnect", "code": 1006}
NONSENSE: Message = {"type": "websocket.receive", "bytes": b"\x00nonsense"}


async def visit(app: ASGIApp, *messages: Message) -> None:
    """Open the socket, send the messages, and wait for the end of the visit."""
    queue: asyncio.Queue[Message] = asyncio.Queue()
    for message in ({"type": "websocket.connect"}, *messages):
        queue.put_nowait(message)

    async def send(_message: Message) -> None:
        pass

    async with asyncio.timeout(5):
        await app(dict(SCOPE), queue.get, send)


@pytest.fixture
def page() -> Any:
    """The dashboard as Flet serves it, without anything of ours around it."""
    return flet.fastapi.app(partial(main, snapshots=SharedSnapshot()), no_cdn=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(left_visitors, "SECONDS", 0.05)


# --8<-- [start:left]
@pytest.mark.parametrize("last", [LEAVES, NONSENSE], ids=["leaves", "talks nonsense"])
async def test_a_visit_that_never_began_ends(page: ASGIApp, last: Message) -> None:
    """Its tasks end, too, so neither memory nor a stop of the server suffers."""
    before = asyncio.all_tasks()

    await visit(LeftVisitors(page), last)

    assert asyncio.all_tasks() == before


# --8<-- [end:left]


async def test_flet_alone_never_ends_it(page: ASGIApp) -> None:
    """Why LeftVisitors exists; when this fails, Flet has been fixed and it can go."""
    visiting = asyncio.create_task(visit(page, LEAVES))
    done, _pending = await asyncio.wait([visiting], timeout=0.3)
    visiting.cancel()

    assert not done


async def test_a_visitor_may_be_silent_for_long() -> None:
    """Only Flet's silence counts, not the browser's."""
    heard: list[str] = []

    async def listens(_scope: Scope, receive: Receive, _send: Send) -> None:
        while heard[-1:] != ["websocket.disconnect"]:
            heard.append((await receive())["type"])

    queue: asyncio.Queue[Message] = asyncio.Queue()
    visiting = asyncio.create_task(LeftVisitors(listens)(dict(SCOPE), queue.get, queue.put))
    await asyncio.wait([visiting], timeout=0.2)
    queue.put_nowait(LEAVES)
    await visiting

    assert heard == ["websocket.disconnect"]


async def test_a_timeout_of_the_page_itself_is_not_hidden() -> None:
    """Whatever else takes too long is an error as before."""

    async def fails(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise TimeoutError("the page's own")

    with pytest.raises(TimeoutError, match="the page's own"):
        await visit(LeftVisitors(fails))


async def test_requests_pass() -> None:
    """Only sockets are watched."""
    seen: list[str] = []

    async def answers(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"])

    queue: asyncio.Queue[Message] = asyncio.Queue()
    await LeftVisitors(answers)({"type": "http"}, queue.get, queue.put)

    assert seen == ["http"]
