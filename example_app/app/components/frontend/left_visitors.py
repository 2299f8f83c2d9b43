"""Ends a visit soon after its browser has left, also one that never began."""

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

SECONDS = 2.0


# --8<-- [start:middleware]
class LeftVisitors:
    """Ends a visit when Flet no longer listens to its socket.

    Flet 1.0.5 stops to listen when the browser leaves, or sends what isn't its protocol. If the
    browser hasn't asked for the page by then, Flet keeps the visit for ever, and so every stop of
    the server waits for it. A scanner that opens the socket does just that.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Flet asks for the next message as soon as it has read one, as long as it listens."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()

        async def receive_watched() -> Message:
            visit.reschedule(None)
            message = await receive()
            visit.reschedule(loop.time() + SECONDS)
            return message

        try:
            async with asyncio.timeout(None) as visit:
                await self.app(scope, receive_watched, send)
        except TimeoutError:
            if not visit.expired():
                raise


# --8<-- [end:middleware]
