"""The HTTP boundary inside the page: httpx reaches the backend there, and nothing else."""

import asyncio
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from typing import Any, ClassVar

import httpx
from httpx import _client
from httpx._transports import default

from integration_patterns.live.runtime.loop.loops import PageLoop, detached

LOOPBACK = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}  # noqa: S104 - compared, not bound


class Backend:
    """The backend that runs in the page, and the port that its settings name."""

    app: ClassVar[Any] = None
    port: ClassVar[int] = 0
    loop: ClassVar[PageLoop | None] = None
    stdout: ClassVar[Any] = None
    stderr: ClassVar[Any] = None


def _answering(request: httpx.Request) -> httpx.ASGITransport:
    if request.url.scheme not in {"http", "https"}:
        raise httpx.UnsupportedProtocol(
            f"Request URL has an unsupported protocol '{request.url.scheme}://'.", request=request
        )
    if request.url.host not in LOOPBACK:
        raise httpx.ConnectError("the page has no network", request=request)
    port = request.url.port or {"https": 443}.get(request.url.scheme, 80)
    if Backend.app is None or port != Backend.port or request.url.scheme != "http":
        raise httpx.ConnectError("[Errno 111] Connection refused", request=request)
    return httpx.ASGITransport(Backend.app, raise_app_exceptions=False)


async def _ask(request: httpx.Request) -> httpx.Response:
    patience = request.extensions.get("timeout", {}).get("read")
    answer = _answering(request)
    try:
        async with asyncio.timeout(patience):
            return await answer.handle_async_request(request)
    except TimeoutError as error:
        raise httpx.ReadTimeout("timed out", request=request) from error


async def _whole(request: httpx.Request) -> httpx.Response:
    answer = await _ask(request)
    # As it went over the wire: the client decodes it.
    stream = httpx.ByteStream(b"".join([part async for part in answer.aiter_raw()]))
    return httpx.Response(answer.status_code, headers=answer.headers, stream=stream)


def _from_outside(request: httpx.Request) -> httpx.Response:
    _answering(request)
    loop = Backend.loop
    if loop is None or loop.is_running():
        # A server that waits for itself: as everywhere, no answer comes.
        raise httpx.ReadTimeout("timed out", request=request)
    # The caller may be a command, whose streams are its own.
    with redirect_stdout(Backend.stdout), redirect_stderr(Backend.stderr):
        return loop.run_until_complete(_whole(request))


class PageTransport(httpx.BaseTransport):
    """What `httpx.Client` sends through: runs the backend's loop until the answer is there."""

    def __init__(self, *_args: object, **_options: object) -> None:
        """Certificates, proxies and pools mean nothing here."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the backend in the page."""
        return _from_outside(request)


class AsyncPageTransport(httpx.AsyncBaseTransport):
    """What `httpx.AsyncClient` sends through."""

    def __init__(self, *_args: object, **_options: object) -> None:
        """Certificates, proxies and pools mean nothing here."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask the backend in the page; a command does so on a loop of its own."""
        if asyncio.get_running_loop() is Backend.loop:
            return await _ask(request)
        with detached():
            return _from_outside(request)


def install() -> None:
    """Replace httpx's network; its clients stay as they are."""
    places: list[tuple[Any, str, Callable[..., Any]]] = [
        (module, name, transport)
        for module in (httpx, default, _client)
        for name, transport in (
            ("HTTPTransport", PageTransport),
            ("AsyncHTTPTransport", AsyncPageTransport),
        )
    ]
    for module, name, transport in places:
        setattr(module, name, transport)
