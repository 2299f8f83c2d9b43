"""Refuses writes that another site's page sends: CORS hides the answer, but the write happens."""

from collections.abc import Collection

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.components.backend.api.problems import problem
from app.core.config import settings

READS = {"GET", "HEAD", "OPTIONS"}


# --8<-- [start:middleware]
class ForeignPagesMiddleware:
    """Browsers say who asks, and pages can't change it: the rules are those of Go's net/http.

    https://pkg.go.dev/net/http#CrossOriginProtection
    """

    def __init__(self, app: ASGIApp, origins: Collection[str]) -> None:
        self.app = app
        self.origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on reads, and writes of our own pages, of allowed ones and of no page."""
        if scope["type"] == "http" and scope["method"] not in READS and self._is_foreign(scope):
            fix = "add its origin to CORS_ORIGINS if the page is yours."
            answer = problem(403, "Forbidden", "A page of another origin may not write.", fix)
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_foreign(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin in self.origins or "*" in self.origins:
            return False
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site not in {"same-origin", "none"}
        # Older browsers send no more than this; what isn't a browser, neither.
        return origin is not None and origin.partition("://")[2] != headers.get("host")


# --8<-- [end:middleware]


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(ForeignPagesMiddleware, settings.CORS_ORIGINS)
