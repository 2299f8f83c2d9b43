"""Gives every request an id that its response and all its log lines carry."""

import re
from uuid import uuid4

import structlog
from fastapi import FastAPI
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-request-id"
# What a proxy may hand us; anything else could forge log lines.
SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


# --8<-- [start:middleware]
class RequestIdMiddleware:
    """Pure ASGI: no task of its own, so context variables reach the route and its log lines."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Bind the id for the time of one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if SAFE_ID.fullmatch(given) else uuid4().hex

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self.app(scope, receive, send_with_id)


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(RequestIdMiddleware)


# --8<-- [end:middleware]
