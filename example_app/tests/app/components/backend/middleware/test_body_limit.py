"""How much a request may bring."""

from collections.abc import AsyncIterator

import httpx
import pytest

from app.core.config import Settings, use_settings
from tests.support.serving import serving

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


async def test_a_body_that_no_route_reads_is_refused_as_well(client: httpx.AsyncClient) -> None:
    """By its declared length, on every path, and before a byte of it is read."""

    async def never() -> AsyncIterator[bytes]:
        pytest.fail("nobody may read the body")
        yield b""

    response = await client.post(
        "/api/v1/reports", content=never(), headers={"content-length": "9" * 30}
    )

    assert response.status_code == 413
