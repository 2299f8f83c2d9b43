"""How much a request may bring."""

from collections.abc import AsyncIterator
from importlib import import_module
from typing import Any

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from app.core.config import Settings, use_settings
from tests.support.serving import serving

# The name starts with a digit, so no import statement can name it.
BODY_LIMIT: Any = import_module("app.components.backend.middleware.44_body_limit")
JSON = {"content-type": "application/json"}
ORDER = b'{"user_id": 42, "amount": 1}'
LIMIT = len(ORDER)


async def in_parts(body: bytes) -> AsyncIterator[bytes]:
    """A body whose length nobody declares."""
    for start in range(0, len(body), 10):
        yield body[start : start + 10]


# --8<-- [start:limit]
@pytest.mark.parametrize(("extra", "status"), [(b"", 201), (b" ", 413)])
@pytest.mark.parametrize("whole", [True, False], ids=["declared", "chunked"])
async def test_a_body_above_the_limit_is_refused(
    app_settings: Settings, extra: bytes, status: int, *, whole: bool
) -> None:
    """Whether its length is declared or only found out while it arrives."""
    body = ORDER + extra
    with use_settings(app_settings.model_copy(update={"MAX_BODY_BYTES": LIMIT})):
        async with serving() as client:
            content = body if whole else in_parts(body)
            response = await client.post("/api/v1/orders", content=content, headers=JSON)

    assert response.status_code == status
    if status == 413:
        assert response.json()["title"] == "Content Too Large"
        assert response.headers["x-request-id"] == response.json()["request_id"]


# --8<-- [end:limit]


@pytest.mark.parametrize("declared", ["9" * 30, "0" * 30 + "9" * 9])
async def test_a_body_that_no_route_reads_is_refused_as_well(
    client: httpx.AsyncClient, declared: str
) -> None:
    """By its declared length, on every path, and before a byte of it is read."""

    async def never() -> AsyncIterator[bytes]:
        pytest.fail("nobody may read the body")
        yield b""

    response = await client.post(
        "/api/v1/reports", content=never(), headers={"content-length": declared}
    )

    assert response.status_code == 413
    assert response.headers["connection"] == "close"


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/api/v1/reports?user_id=123"), ("GET", "/health/live")]
)
async def test_without_a_declared_length_a_body_is_refused_before_anything_is_done(
    app_settings: Settings, method: str, path: str
) -> None:
    """Also by a route that reads none: no report is stored."""
    with use_settings(app_settings.model_copy(update={"MAX_BODY_BYTES": LIMIT})):
        async with serving() as client:
            response = await client.request(method, path, content=in_parts(ORDER + b" "))
            reports = (await client.get("/api/v1/reports")).json()

    assert (response.status_code, response.headers["connection"]) == (413, "close")
    assert reports == []


async def test_a_body_that_breaks_off_is_not_taken_for_a_whole_one(app_settings: Settings) -> None:
    """The app learns that the client left; what had come looks like a whole order."""
    messages = [
        {"type": "http.request", "body": ORDER, "more_body": True},
        {"type": "http.disconnect"},
        {"type": "http.disconnect"},
    ]
    seen: list[Message] = []

    async def receive() -> Message:
        return messages.pop(0)

    async def application(_scope: Scope, receive: Receive, _send: Send) -> None:
        seen.extend([await receive(), await receive()])

    limited = BODY_LIMIT.BodyLimitMiddleware(application, 1000)
    await limited({"type": "http", "headers": []}, receive, None)

    assert (seen[0]["more_body"], seen[1]["type"]) == (True, "http.disconnect")
