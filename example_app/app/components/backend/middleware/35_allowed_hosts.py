"""Refuses a request that asks for another host: a foreign name may point at this server, too."""

import re
from collections.abc import Collection

import structlog
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from app.components.backend.api.problems import problem
from app.core.config import settings
from app.core.constants import LIVE_PATH, READY_PATH

log = structlog.get_logger(__name__)

HOST = re.compile(r"([a-z0-9_.-]+|\[[0-9a-f:.]+\])(:[0-9]*)?", re.IGNORECASE)
# An orchestrator calls them by address; they tell nothing, and redirect nowhere.
PROBES = (LIVE_PATH, READY_PATH)


# --8<-- [start:middleware]
class AllowedHostsMiddleware:
    """Starlette's `TrustedHostMiddleware` does the same, and answers in plain text."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], free_paths: Collection[str]) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.domains = tuple(host[1:] for host in hosts if host.startswith("*."))
        self.free_paths = frozenset(free_paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what names one of the hosts; WebSockets are refused as well."""
        answer = None if scope["type"] == "lifespan" else self._refusal(scope)
        await (answer or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> JSONResponse | None:
        hosts = Headers(scope=scope).getlist("host")
        if len(hosts) > 1:
            return problem(400, "Bad Request", "There is more than one Host header.", "send one.")
        if scope["path"] in self.free_paths or self._is_ours("".join(hosts)):
            return None
        fix = "use a name of ALLOWED_HOSTS, or add the name there."
        return problem(400, "Bad Request", "The Host header names no host of this server.", fix)

    def _is_ours(self, host: str) -> bool:
        match = HOST.fullmatch(host)
        name = match[1].lower() if match else ""
        return name in self.hosts or "*" in self.hosts or name.endswith(self.domains)


# --8<-- [end:middleware]


def register_middleware(app: FastAPI) -> None:
    """Called by discovery; the address that the server listens on is always one of its names."""
    free_paths = [f"{settings.ROOT_PATH}{path}" for path in PROBES]
    hosts = [*settings.ALLOWED_HOSTS, settings.HOST]
    app.add_middleware(AllowedHostsMiddleware, hosts, free_paths)
