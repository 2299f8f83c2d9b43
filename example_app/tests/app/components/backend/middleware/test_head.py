"""HEAD, which monitors and proxies send."""

import httpx
import pytest
from fastapi.responses import StreamingResponse

from app.components.backend.main import create_backend_app
from app.core.config import Settings
from tests.support.serving import serving

PATHS = [
    "/health",
    "/health/live",
    "/health/ready",
    "/api/v1/orders?user_id=42",
    "/api/v1/reports",
    "/api/v1/jobs",
    "/openapi.json",
    "/api/v1/nothing",
    "/api/v1/orders",
]


# --8<-- [start:head]
@pytest.mark.parametrize("path", PATHS)
async def test_head_answers_as_get_without_the_body(client: httpx.AsyncClient, path: str) -> None:
    """The same status and the same headers, on every path."""
    changing = {"x-request-id", "content-length"}
    get, head = await client.get(path), await client.head(path)

    assert (head.status_code, head.content) == (get.status_code, b"")
    assert {name: head.headers[name] for name in head.headers if name not in changing} == {
        name: get.headers[name] for name in get.headers if name not in changing
    }


# --8<-- [end:head]


async def test_an_endless_body_is_not_waited_for(app_settings: Settings) -> None:
    """The response ends with its headers."""
    app = create_backend_app()

    @app.get("/endless", response_model=None)
    async def endless() -> StreamingResponse:
        async def parts() -> object:
            while True:
                yield b"more"

        return StreamingResponse(parts())

    async with serving(app) as client:
        assert (await client.head("/endless")).status_code == 200
