"""Lets Flet notice that a browser has left, also when it was just sending to it."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send


# --8<-- [start:middleware]
class LateSends:
    """Drops what is sent to a closed socket; the next `receive` says that it was closed.

    Flet 1.0.5 gives up when a send fails and never tells the page, so its session and its refresh
    would live for ever. A page that sends every few seconds meets this daily.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A server raises `OSError` for what is sent too late."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def send_while_open(message: Message) -> None:
            with suppress(OSError):
                await send(message)

        await self.app(scope, receive, send_while_open)


# --8<-- [end:middleware]
