"""Lets the app live below a path of its proxy, whether the proxy cuts that path off or not."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Receive, Scope, Send

from app.core.config import settings


# --8<-- [start:middleware]
class RootPathMiddleware:
    """Tells the app where it lives: in ASGI, `path` is the whole path and contains `root_path`."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self.app = app
        self.prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Put the prefix back where it was cut off; routes, redirects and mounts start from it."""
        if scope["type"] != "lifespan":
            scope = {**scope, "root_path": self.prefix}
            if not f"{scope['path']}/".startswith(f"{self.prefix}/"):
                scope["path"] = self.prefix + scope["path"]
                scope["raw_path"] = self.prefix.encode() + scope["raw_path"]
        await self.app(scope, receive, send)


def register_middleware(app: FastAPI) -> None:
    """Called by discovery; without `ROOT_PATH` there is nothing to complete."""
    if settings.ROOT_PATH:
        app.add_middleware(RootPathMiddleware, settings.ROOT_PATH)


# --8<-- [end:middleware]
