"""Keeps Flutter to one thread: with two it corrupts its own memory."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# With both, a page is cross-origin isolated, and so may share memory between threads.
ISOLATION = ("cross-origin-embedder-policy", "cross-origin-opener-policy")


# --8<-- [start:middleware]
class OneThread:
    """Takes back the headers with which Flet asks browsers to isolate its page.

    Flutter then paints from a second thread. Until flutter/flutter#190048, which Flet 1.0.5 lacks,
    the two corrupt the memory that they share: now and then the page freezes, or its tab crashes.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Every file of the page may ask for it, so each answer is looked at."""

        async def send_without(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name in ISOLATION:
                    del headers[name]
            await send(message)

        await self.app(scope, receive, send_without)


# --8<-- [end:middleware]
