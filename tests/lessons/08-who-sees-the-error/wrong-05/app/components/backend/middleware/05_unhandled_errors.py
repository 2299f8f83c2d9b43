"""Turns a bug into a 500 that still carries CORS headers and the request id."""

import structlog
from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.components.backend.api.problems import problem

log = structlog.get_logger(__name__)


# --8<-- [start:middleware]
class UnhandledErrorsMiddleware:
    """Answers from inside the other middleware; Starlette's own handler answers from outside."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log the traceback and answer, unless an answer was already begun."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def note_begin(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, note_begin)
        except Exception:
            if begun:
                raise
            log.exception("unhandled_error", path=scope["path"])
            answer = problem(500, "Internal error", "The server failed; its log says why.")
            await answer(scope, receive, send)


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(UnhandledErrorsMiddleware)


# --8<-- [end:middleware]
