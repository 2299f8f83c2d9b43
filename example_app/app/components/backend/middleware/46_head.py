"""Answers HEAD as it would answer GET, without the body: monitors ask like that."""

import asyncio

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send


# --8<-- [start:middleware]
class HeadMiddleware:
    """FastAPI's routes, unlike Starlette's, know no HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask for a GET and end the response after its headers."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})
            # A body without an end is given up when its response notices the end, at an await.
            await asyncio.sleep(0)

        await self.app({**scope, "method": "GET"}, receive, send_head)


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(HeadMiddleware)


# --8<-- [end:middleware]
