"""Speaks ASGI to an application as a server does: its lifespan, and one request at a time."""

import asyncio
import codecs
import sys
import traceback
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from integration_patterns.live.runtime.protocol.app import ResponseChunk, ResponseHead

ASGIApp = Callable[..., Awaitable[None]]
Message = dict[str, Any]
On = Callable[[ResponseHead | ResponseChunk], object]
HEADERS = (("accept", "*/*"), ("user-agent", "page"))
# Characters of a body that are handed on; an endless answer would fill the page's memory.
LIMIT = 1_000_000
PHRASES = {status.value: status.phrase for status in HTTPStatus}
# In the words of uvicorn.
NO_ANSWER = "ASGI callable returned without starting response."
FAILED = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]


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
        "path": unquote(target),
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


class _Answer:
    """What an application sends: handed on as it comes, up to `LIMIT` characters, and counted."""

    def __init__(self, on: On) -> None:
        self._on = on
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._left = LIMIT
        self.started = False
        self.ended = asyncio.Event()
        self.length = 0

    async def send(self, message: Message) -> None:
        """Take one message of the application."""
        if message["type"] == "http.response.start":
            self.started = True
            headers = [(n.decode("latin-1"), v.decode("latin-1")) for n, v in message["headers"]]
            self._on(_head(message["status"], headers))
        elif message["type"] == "http.response.body":
            part = bytes(message.get("body", b""))
            self.length += len(part)
            last = not message.get("more_body", False)
            if text := self._decode(part, last)[: self._left]:
                self._left -= len(text)
                self._on({"kind": "chunk", "text": text})
            if last:
                self.ended.set()


def _head(status: int, headers: list[tuple[str, str]]) -> ResponseHead:
    phrase = PHRASES.get(status, "")
    return {"kind": "head", "status": status, "phrase": phrase, "headers": headers}


async def respond(app: ASGIApp, scope: Message, body: bytes, on: On) -> int:
    """Serve one request and hand on each part of the answer as it is sent; its length in bytes."""
    asked = False
    answer = _Answer(on)

    async def receive() -> Message:
        nonlocal asked
        if not asked:
            asked = True
            return {"type": "http.request", "body": body, "more_body": False}
        await answer.ended.wait()
        return {"type": "http.disconnect"}

    try:
        await app(scope, receive, answer.send)
    except Exception:
        if not answer.ended.is_set():
            raise
        # As a server does: what is answered stays answered, and the log has the reason.
        traceback.print_exc()
    if not answer.started:
        sys.stderr.write(f"{NO_ANSWER}\n")
        on(_head(500, FAILED))
        on({"kind": "chunk", "text": "Internal Server Error"})
    return answer.length
