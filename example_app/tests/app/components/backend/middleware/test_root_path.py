"""The app below a path of its proxy."""

import httpx
import pytest

from app.core.config import Settings, use_settings
from tests.support.serving import serving

PREFIX = "/shop"


@pytest.fixture(params=["", PREFIX], ids=["stripped", "kept"])
def sent(request: pytest.FixtureRequest) -> str:
    """What a proxy leaves of the prefix: nothing, or all."""
    prefix: str = request.param
    return prefix


@pytest.fixture
async def client(app_settings: Settings) -> object:
    with use_settings(app_settings.model_copy(update={"ROOT_PATH": PREFIX})):
        async with serving() as http:
            yield http


# --8<-- [start:prefix]
@pytest.mark.parametrize(
    "path",
    [
        "/health/live",
        "/api/v1/orders?user_id=42",
        "/docs",
    ],
)
async def test_every_path_is_found_below_the_prefix(
    client: httpx.AsyncClient, sent: str, path: str
) -> None:
    """Whether the proxy cuts the prefix off or not."""
    assert (await client.get(f"{sent}{path}")).status_code == 200


async def test_a_redirect_keeps_the_prefix(client: httpx.AsyncClient, sent: str) -> None:
    """So the browser comes back through the proxy."""
    response = await client.get(f"{sent}/api/v1/reports/")

    assert response.headers["location"] == f"http://localhost{PREFIX}/api/v1/reports"


# --8<-- [end:prefix]


async def test_the_documentation_names_the_prefix(client: httpx.AsyncClient, sent: str) -> None:
    """Its page finds the schema."""
    assert f"{PREFIX}/openapi.json" in (await client.get(f"{sent}/docs")).text
