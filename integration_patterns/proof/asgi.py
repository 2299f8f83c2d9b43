"""Speaks to an ASGI application without a network: its lifespan, then single requests."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    Message = MutableMapping[str, Any]
    App = Callable[
        [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]],
        Awaitable[None],
    ]


@dataclass(frozen=True)
class Request:
    """What a client sends."""

    method: str
    target: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass
class Response:
    """What the application sent."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""


class Lifespan:
    """Runs the application's startup and shutdown around a block."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self.state: dict[str, Any] = {}

    async def __aenter__(self) -> dict[str, Any]:
        """Start the application, or raise what its startup raised."""
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": self.state}
        self._task = asyncio.ensure_future(self._app(scope, self._to_app.get, self._from_app.put))
        await self._step("lifespan.startup")
        return self.state

    async def __aexit__(self, *_: object) -> None:
        """Shut the application down."""
        await self._step("lifespan.shutdown")
        await self._task

    async def _step(self, name: str) -> None:
        await self._to_app.put({"type": name})
        answer = asyncio.ensure_future(self._from_app.get())
        await asyncio.wait({answer, self._task}, return_when=asyncio.FIRST_COMPLETED)
        if not answer.done():
            await self._task
        message = await answer
        if message["type"] != f"{name}.complete":
            raise RuntimeError(message.get("message") or f"{name} failed")


async def send_request(app: App, request: Request, state: dict[str, Any]) -> Response:
    """Send one request and collect the response."""
    url = urlsplit(request.target)
    # Every client sends a host, so a page needn't write it.
    has_host = any(name.lower() == "host" for name, _value in request.headers)
    headers = [*([] if has_host else [("host", "127.0.0.1:8000")]), *request.headers]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": unquote(url.path),
        "raw_path": url.path.encode(),
        "query_string": url.query.encode(),
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", 8000),
        "state": dict(state),
    }
    response = Response()
    pending = [{"type": "http.request", "body": request.body, "more_body": False}]
    finished = asyncio.Event()

    async def receive() -> Message:
        if pending:
            return pending.pop()
        await finished.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            response.status = message["status"]
            response.headers = [
                (name.decode("latin-1"), value.decode("latin-1"))
                for name, value in message["headers"]
            ]
        elif message["type"] == "http.response.body":
            response.body += message.get("body", b"")
            if not message.get("more_body"):
                finished.set()

    try:
        await app(scope, receive, send)
    except Exception:
        if not response.status:
            raise
    return response
