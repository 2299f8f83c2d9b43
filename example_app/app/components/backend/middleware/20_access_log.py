"""Writes one log line for each request: what was asked, what was answered, how long it took."""

import time

import structlog
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.config import settings
from app.core.constants import HEALTH_PATH

log = structlog.get_logger(__name__)


class AccessLogMiddleware:
    """Measures from the first byte of the request to the last of the response."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.quiet = settings.ROOT_PATH + HEALTH_PATH

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log after the response; probes, which come every few seconds, only at debug level."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, note_status)
        finally:
            write = log.debug if scope["path"].startswith(self.quiet) else log.info
            write(
                "request",
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round((time.perf_counter() - started) * 1000, 1),
            )


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(AccessLogMiddleware)
