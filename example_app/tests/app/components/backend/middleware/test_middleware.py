"""The middleware of the application, through the whole stack."""

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, StreamingResponse
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.responses import Response
from structlog.testing import capture_logs

from app.components.backend.hooks.middleware import register_middleware
from app.components.backend.main import create_backend_app
from app.core.config import Settings, use_settings
from tests.support.serving import serving

CORS = {"CORS_ORIGINS": ["https://shop.example"]}


async def test_every_response_has_a_request_id(client: httpx.AsyncClient) -> None:
    """A new one for each request."""
    first, second = [(await client.get("/health/live")).headers["x-request-id"] for _ in "12"]

    assert first != second


@pytest.mark.parametrize(
    ("given", "kept"),
    [("from-proxy.1", True), ("two words", False), ("x" * 65, False), ("", False)],
)
async def test_a_safe_id_of_a_proxy_is_kept(
    client: httpx.AsyncClient, given: str, *, kept: bool
) -> None:
    """Anything that could forge a log line is replaced."""
    response = await client.get("/health/live", headers={"x-request-id": given})

    assert kept == (response.headers["x-request-id"] == given)


# --8<-- [start:context]
async def test_log_lines_of_a_request_carry_its_id(app_settings: Settings) -> None:
    """Pure ASGI middleware runs in the task of the route, so context variables reach it."""
    app = create_backend_app()
    seen: list[str] = []

    @app.get("/probe", response_model=None)
    async def probe() -> None:
        seen.append(structlog.contextvars.get_contextvars()["request_id"])

    async with serving(app) as client:
        response = await client.get("/probe")

    assert seen == [response.headers["x-request-id"]]


# --8<-- [end:context]


# --8<-- [start:base-http]
async def passes_on(request: Request, call_next: RequestResponseEndpoint) -> Response:
    """The smallest middleware in the form of `BaseHTTPMiddleware`."""
    return await call_next(request)


@pytest.mark.parametrize("lost", [False, True], ids=["pure ASGI", "BaseHTTPMiddleware"])
async def test_what_a_route_binds_reaches_the_access_log(
    app_settings: Settings, *, lost: bool
) -> None:
    """Unless `BaseHTTPMiddleware` stands between: it runs the route in another task."""
    app = FastAPI()
    if lost:
        app.add_middleware(BaseHTTPMiddleware, dispatch=passes_on)
    register_middleware(app)

    @app.get("/me", response_model=None)
    async def me() -> None:
        structlog.contextvars.bind_contextvars(user_id=42)

    transport = httpx.ASGITransport(app)
    merge = [structlog.contextvars.merge_contextvars]
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        with capture_logs(merge) as logs:
            await client.get("/me")

    (line,) = (log for log in logs if log["event"] == "request")
    assert lost == ("user_id" not in line)


# --8<-- [end:base-http]


async def test_each_request_is_one_log_line(client: httpx.AsyncClient) -> None:
    """What was asked, what was answered, how long it took; probes don't fill the log."""
    with capture_logs() as logs:
        await client.get("/api/v1/reports?limit=1")
        await client.get("/health/live")

    first, second = (log for log in logs if log["event"] == "request")
    assert tuple(first[key] for key in ("method", "path", "status")) == (
        "GET",
        "/api/v1/reports",
        200,
    )
    assert first["ms"] > 0
    assert (first["log_level"], second["log_level"]) == ("info", "debug")


async def test_responses_tell_browsers_to_be_careful(client: httpx.AsyncClient) -> None:
    """The API serves data, which may load and frame nothing."""
    headers = (await client.get("/health")).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"] == "default-src 'none'"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "strict-transport-security" not in headers


async def test_only_production_insists_on_https(app_settings: Settings) -> None:
    """On localhost, HSTS would lock a developer out of every other project."""
    with use_settings(app_settings.model_copy(update={"ENVIRONMENT": "production"})):
        async with serving() as client:
            assert "strict-transport-security" in (await client.get("/health")).headers


async def test_pages_state_their_own_content_policy(client: httpx.AsyncClient) -> None:
    """The documentation page would be empty under the policy for data."""
    assert "content-security-policy" not in (await client.get("/docs")).headers


# --8<-- [start:origins]
@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://shop.example", True), ("https://evil.example", False)]
)
async def test_only_chosen_origins_may_call(
    app_settings: Settings, origin: str, *, allowed: bool
) -> None:
    """Preflight and request alike."""
    asks = {"origin": origin, "access-control-request-method": "POST"}
    with use_settings(app_settings.model_copy(update=CORS)):
        async with serving() as client:
            preflight = await client.options("/api/v1/reports", headers=asks)
            response = await client.get("/health", headers={"origin": origin})

    for answer in (preflight, response):
        assert allowed == (answer.headers.get("access-control-allow-origin") == origin)


# --8<-- [end:origins]


# --8<-- [start:bug]
async def test_a_bug_answers_500_with_cors_headers_and_request_id(
    app_settings: Settings,
) -> None:
    """So the browser shows the error instead of complaining about CORS."""
    with use_settings(app_settings.model_copy(update=CORS)):
        app = create_backend_app()

    @app.get("/bug", response_model=None)
    async def bug() -> None:
        raise ZeroDivisionError

    async with serving(app) as client:
        with capture_logs() as logs:
            response = await client.get("/bug", headers={"origin": "https://shop.example"})

    assert response.status_code == 500
    assert response.headers["access-control-allow-origin"] == "https://shop.example"
    assert response.json()["request_id"] == response.headers["x-request-id"]
    assert "unhandled_error" in [log["event"] for log in logs]


# --8<-- [end:bug]


# --8<-- [start:outside]
async def test_a_bug_that_is_answered_outside_has_no_cors_headers(app_settings: Settings) -> None:
    """What an `Exception` handler does: Starlette runs it around all middleware."""
    app = FastAPI()
    with use_settings(app_settings.model_copy(update=CORS)):
        register_middleware(app)
    del app.user_middleware[-1]  # the one that would answer from the inside

    @app.exception_handler(Exception)
    async def answer(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse({}, status_code=500)

    @app.get("/bug", response_model=None)
    async def bug() -> None:
        raise ZeroDivisionError

    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        response = await client.get("/bug", headers={"origin": "https://shop.example"})

    assert response.status_code == 500
    assert "access-control-allow-origin" not in response.headers


# --8<-- [end:outside]


async def test_a_bug_after_the_first_byte_breaks_the_connection(app_settings: Settings) -> None:
    """A half-sent answer must not look complete."""
    app = create_backend_app()

    @app.get("/stream", response_model=None)
    async def stream() -> StreamingResponse:
        async def chunks() -> AsyncIterator[bytes]:
            yield b"half"
            raise ZeroDivisionError

        return StreamingResponse(chunks())

    async with serving(app) as client:
        with pytest.raises(ZeroDivisionError):
            await client.get("/stream")


async def test_large_answers_are_compressed(client: httpx.AsyncClient) -> None:
    """Small ones aren't worth it."""
    large = await client.get("/openapi.json")
    small = await client.get("/health/live")

    assert large.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in small.headers


async def test_middleware_leaves_websockets_alone(app_settings: Settings) -> None:
    """The dashboard's socket passes through every one of them."""
    seen: list[str] = []

    async def application(scope: dict[str, str], _receive: object, _send: object) -> None:
        seen.append(scope["type"])

    app = FastAPI()
    register_middleware(app)
    stack: Any = application  # ASGI applications that Starlette types each in its own way
    for added in reversed(app.user_middleware):
        stack = added.cls(stack, *added.args, **added.kwargs)
    scope = {"type": "websocket", "path": "/ws", "headers": [(b"host", b"localhost")]}
    await stack(scope, None, None)

    assert seen == ["websocket"]
