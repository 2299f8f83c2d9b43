"""Sends the headers that browsers need to be careful, and the version of the API."""

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.config import settings
from app.core.constants import API_VERSION, API_VERSION_HEADER


class SecurityHeadersMiddleware:
    """Adds headers; an HTML page states its own content policy, everything else gets none at all.

    The values follow the OWASP HTTP Headers Cheat Sheet.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.headers = {
            API_VERSION_HEADER: API_VERSION,
            "x-content-type-options": "nosniff",
            "referrer-policy": "no-referrer",
            "x-frame-options": "DENY",
        }
        if settings.ENVIRONMENT == "production":
            self.headers["strict-transport-security"] = "max-age=31536000"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to a response on its way out."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
                if not headers.get("content-type", "").startswith("text/html"):
                    headers.setdefault("content-security-policy", "default-src 'none'")
            await send(message)

        await self.app(scope, receive, send_with_headers)


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(SecurityHeadersMiddleware)
