"""Speaks ASGI to an application as a server does: its lifespan, and one request at a time."""

import asyncio
import codecs
import traceback
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

ASGIApp = Callable[..., Awaitable[None]]
Message = dict[str, Any]
HEADERS = (("accept", "*/*"), ("user-agent", "page"))


class Lifespan:
    """An application that was started, and will be stopped."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._to_app: asyncio.Queue[Message] = asyncio.Queue()
        self._from_app: asyncio.Queue[Message] = asyncio.Queue()
        self.state: dict[str, Any] = {}
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Run the startup hooks; raises what they raise."""
        scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": self.state}
        running = self._app(scope, self._to_app.get, self._from_app.put)
        self._task = asyncio.ensure_future(running)
        await self._tell("startup")

    async def stop(self) -> None:
        """Run the shutdown hooks."""
        if self._task and not self._task.done():
            await self._tell("shutdown")
            await self._task

    def abandon(self) -> None:
        """Give up on an application that hangs."""
        if self._task:
            self._task.cancel()

    async def _tell(self, what: str) -> None:
        assert self._task
        await self._to_app.put({"type": f"lifespan.{what}"})
        answer = asyncio.ensure_future(self._from_app.get())
        await asyncio.wait({answer, self._task}, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            answer.cancel()
            self._task.result()


def http_scope(
    method: str, path: str, headers: Iterable[tuple[str, str]], port: int, state: dict[str, Any]
) -> Message:
    """What uvicorn would hand over for a request from the same machine."""
    target, _, query = path.partition("?")
    given = {name.lower() for name, _value in headers}
    defaults = (("host", f"127.0.0.1:{port}"), *HEADERS)
    sent = [*(pair for pair in defaults if pair[0] not in given), *headers]
    return {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method.upper(),
        "scheme": "http",
        "path": _unquoted(target),
        "raw_path": target.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [
            (name.lower().encode("latin-1"), value.encode("latin-1", "replace"))
            for name, value in sent
        ],
        "client": ("127.0.0.1", 50000),
        "server": ("127.0.0.1", port),
        "state": state.copy(),
    }


def _unquoted(path: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415 - already loaded by every framework

    return unquote(path)


async def respond(
    app: ASGIApp, scope: Message, body: bytes, on: Callable[[Message], object]
) -> int:
    """Serve one request and hand on each part of the answer as it is sent; its length in bytes."""
    sent = asyncio.Event()
    asked = False
    length = 0
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    async def receive() -> Message:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}
        await sent.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        nonlocal length
        if message["type"] == "http.response.start":
            headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in message["headers"]]
            on({"kind": "head", "status": message["status"], "headers": headers})
        elif message["type"] == "http.response.body":
            part = bytes(message.get("body", b""))
            length += len(part)
            last = not message.get("more_body", False)
            if text := decode(part, last):
                on({"kind": "chunk", "text": text})
            if last:
                sent.set()

    try:
        await app(scope, receive, send)
    except Exception:
        if not sent.is_set():
            raise
        # As a server does: what is answered stays answered, and the log has the reason.
        traceback.print_exc()
    return length
