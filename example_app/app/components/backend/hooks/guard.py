"""Serves nothing unless the startup hooks have run, and tells a failed start in one line."""

import traceback

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.components.backend.hooks.lifespan import LifespanHooks
from app.core.errors import ConfigurationError

NOT_RUN = "The startup hooks have not run, so nothing is served."
START_IT = (
    "run the application's lifespan: in a test by `with TestClient(app)`, "
    "under another application by that one's lifespan."
)
KEPT = "A middleware kept the start to itself, so the startup hooks did not run."
LET_IT_THROUGH = (
    "in each file in middleware/, pass on every scope that isn't yours, such as the one of type "
    "'lifespan': `await self.app(scope, receive, send)`."
)


# --8<-- [start:guard]
class HooksFirst:
    """Goes outside all middleware: one that drops the server's start would drop every hook."""

    def __init__(self, app: ASGIApp, hooks: LifespanHooks) -> None:
        self.app, self.hooks = app, hooks

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, if the hooks have run.

        Raises:
            ConfigurationError: They have not.
        """
        if scope["type"] == "lifespan":
            await self._start_and_stop(scope, receive, send)
        elif self.hooks.running:
            await self.app(scope, receive, send)
        else:
            raise ConfigurationError(NOT_RUN, START_IT)

    async def _start_and_stop(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def send_checked(message: Message) -> None:
            nonlocal started
            if message["type"] == "lifespan.startup.failed":
                return  # Its text is a traceback; the error itself arrives below.
            if message["type"] == "lifespan.startup.complete":
                started = self._refuse_without_hooks()
            await send(message)

        try:
            await self.app(scope, receive, send_checked)
            started = started or self._refuse_without_hooks()
        except BaseException as error:
            if not started:
                await send({"type": "lifespan.startup.failed", "message": _told(error)})
            raise

    def _refuse_without_hooks(self) -> bool:
        if not self.hooks.running:
            raise ConfigurationError(KEPT, LET_IT_THROUGH)
        return True


# --8<-- [end:guard]


def _told(error: BaseException) -> str:
    """What to log of it: nothing of a stop that was asked for, which the hooks have logged."""
    if isinstance(error, ConfigurationError):
        return str(error)
    return traceback.format_exc() if isinstance(error, Exception) else ""
