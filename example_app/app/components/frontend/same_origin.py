"""Keeps the dashboard to its own origin: what its page may load, and who may open its socket."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from app.core.config import settings

# Flutter starts from an inline script, compiles WebAssembly and runs workers from blobs.
POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "worker-src 'self' blob:; "
    "object-src 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'none'"
)
POLICY_VIOLATION = 1008


# --8<-- [start:middleware]
class SameOrigin:
    """Browsers let any page open any WebSocket, so the server has to look who is asking."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a foreign page's socket; send the content policy with everything else."""
        if scope["type"] == "websocket" and not _is_ours(Headers(scope=scope)):
            await WebSocketClose(POLICY_VIOLATION)(scope, receive, send)
            return

        async def send_closed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = POLICY
                del headers["access-control-allow-origin"]
            await send(message)

        await self.app(scope, receive, send_closed)


def _is_ours(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:  # Not a browser: nobody is being tricked.
        return True
    return urlsplit(origin).netloc == headers.get("host") or origin in settings.CORS_ORIGINS


# --8<-- [end:middleware]
