"""Greets in a header, and drops whatever isn't a request."""

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HelloMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            # The server's start comes through here, too.
            return

        async def send_hello(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-hello"] = "world"
            await send(message)

        await self.app(scope, receive, send_hello)


def register_middleware(app: FastAPI) -> None:
    app.add_middleware(HelloMiddleware)
