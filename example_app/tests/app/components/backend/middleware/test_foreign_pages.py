"""Who may write: our own pages, those of allowed origins, and whatever isn't a page."""

import httpx
import pytest

from app.core.config import Settings, use_settings
from tests.support.serving import serving

CROSS, SAME = {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-origin"}
EVIL, SHOP = {"origin": "https://evil.example"}, {"origin": "https://shop.example"}


# --8<-- [start:writes]
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 404),
        (SAME, 404),
        ({"sec-fetch-site": "none"}, 404),
        ({"origin": "http://localhost"}, 404),
        (SHOP | CROSS, 404),
        (CROSS, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        (EVIL, 403),
        (EVIL | CROSS | {"content-type": "text/plain"}, 403),
        ({"origin": "null"}, 403),
    ],
)
async def test_a_page_of_another_site_cannot_write(
    app_settings: Settings, headers: dict[str, str], status: int
) -> None:
    """It needs no permission to send a form; CORS would only hide the answer from it."""
    with use_settings(app_settings.model_copy(update={"CORS_ORIGINS": [SHOP["origin"]]})):
        async with serving() as client:
            response = await client.post("/api/v1/reports?user_id=999", headers=headers)

    assert response.status_code == status


# --8<-- [end:writes]


async def test_it_can_read_what_everybody_can(client: httpx.AsyncClient) -> None:
    """Without the headers of CORS, the browser keeps the answer from it."""
    response = await client.get("/api/v1/reports", headers=EVIL | CROSS)

    assert response.status_code == 200
    assert "access-control-allow-origin" not in response.headers


async def test_where_all_origins_may_call_they_may_write(app_settings: Settings) -> None:
    """A wildcard in CORS_ORIGINS says so; production refuses it."""
    with use_settings(app_settings.model_copy(update={"CORS_ORIGINS": ["*"]})):
        async with serving() as client:
            response = await client.post("/api/v1/reports?user_id=999", headers=EVIL | CROSS)

    assert response.status_code == 404
