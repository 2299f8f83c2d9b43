"""Refuses a body that is too large before the app does anything."""

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.components.backend.api.problems import PHRASES, problem
from app.core.config import settings


# --8<-- [start:middleware]
class BodyLimitMiddleware:
    """FastAPI's `max_body_size` does the same, and answers partly in plain text."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the length that was declared, or read the body before the app runs."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        arrived: list[Message] = []
        size = _declared_size(Headers(scope=scope))
        if size is None:
            body, message = await self._read(receive)
            size = len(body)
            # After a disconnect the body isn't whole, and the app has to learn of it.
            more = message["type"] == "http.disconnect"
            arrived = [{"type": "http.request", "body": body, "more_body": more}]
        if size > self.limit:
            detail = f"The body is larger than {self.limit} bytes."
            answer = problem(413, PHRASES[413], detail, "send less.")
            # On an open connection, the server would read the rest of the body.
            answer.headers["connection"] = "close"
            await answer(scope, receive, send)
            return

        async def receive_again() -> Message:
            return arrived.pop() if arrived else await receive()

        await self.app(scope, receive_again, send)

    async def _read(self, receive: Receive) -> tuple[bytes, Message]:
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self.limit or not message.get("more_body", False):
                return bytes(body), message


def _declared_size(headers: Headers) -> int | None:
    declared = headers.get("content-length", "")
    if "transfer-encoding" in headers or not declared.isdecimal():
        return None
    # 19 digits are more than any limit, and cheap to read.
    return int(declared.lstrip("0")[:19] or "0")


# --8<-- [end:middleware]


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(BodyLimitMiddleware, settings.MAX_BODY_BYTES)
