"""Sends the headers that browsers need to be careful, and the version of the API."""

from fastapi import FastAPI
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.config import settings
from app.core.constants import API_VERSION, API_VERSION_HEADER

HEADERS = {
    API_VERSION_HEADER: API_VERSION,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
HTTPS_ONLY = {"strict-transport-security": "max-age=31536000"}
NO_PAGE = (b"content-security-policy", b"default-src 'none'")


class SecurityHeadersMiddleware:
    """Adds headers; an HTML page states its own content policy, everything else gets none at all.

    The values follow the OWASP HTTP Headers Cheat Sheet.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        chosen = HEADERS | (HTTPS_ONLY if settings.ENVIRONMENT == "production" else {})
        self.headers = [(name.encode(), value.encode()) for name, value in chosen.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers that a response doesn't have yet."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = message["headers"]
                there = dict(sent)
                is_page = there.get(b"content-type", b"").startswith(b"text/html")
                wanted = self.headers if is_page else [*self.headers, NO_PAGE]
                message["headers"] = [*sent, *(pair for pair in wanted if pair[0] not in there)]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(SecurityHeadersMiddleware)
