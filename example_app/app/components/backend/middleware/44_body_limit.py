"""Refuses a body that is too large before anything reads it."""

from fastapi import FastAPI, Request
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.components.backend.api.problems import translate_app_error
from app.core.config import settings
from app.core.errors import BodyTooLargeError


# --8<-- [start:middleware]
class BodyLimitMiddleware:
    """FastAPI's `max_body_size` does the same, and answers partly in plain text."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit
        self.error = BodyTooLargeError(f"The body is larger than {limit} bytes.", "send less.")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the length that was declared, and count what arrives without one."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared[:19]) > self.limit:
            answer = await translate_app_error(Request(scope), self.error)
            await answer(scope, receive, send)
            return
        left = self.limit

        async def receive_within_limit() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise self.error
            return message

        await self.app(scope, receive_within_limit, send)


# --8<-- [end:middleware]


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(BodyLimitMiddleware, settings.MAX_BODY_BYTES)
