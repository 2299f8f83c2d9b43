"""The application as a whole, behind its lifespan."""

import pytest

from app.core.config import Settings, use_settings
from app.core.errors import ConfigurationError
from app.core.http import get_http_client
from tests.support.databases import isolated_settings
from tests.support.serving import serving


# --8<-- [start:lifespan]
async def test_what_startup_opens_shutdown_closes(app_settings: Settings) -> None:
    """Before: nothing is open. During: the pooled client is. After: it is closed."""
    with pytest.raises(RuntimeError):
        get_http_client()
    async with serving():
        client = get_http_client()
        assert not client.is_closed
    assert client.is_closed


# --8<-- [end:lifespan]


async def test_an_unmigrated_database_stops_the_start(tmp_path: object) -> None:
    """With the file of the hook, what is wrong, and the command that mends it."""
    with (
        use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/app.db")),
        pytest.raises(
            ConfigurationError, match=r"startup/10_database\.py.*never migrated.*alembic"
        ),
    ):
        async with serving():
            pytest.fail("the server must not start")


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/api/v1/jobs", "/api/v1/jobs/runs"]
)
async def test_what_shows_the_inside_is_closed_in_production(
    app_settings: Settings, path: str
) -> None:
    """Open in development, 404 in production, unless it is asked for."""
    production = {"ENVIRONMENT": "production"}
    asked_for = production | {"EXPOSE_DOCS": True, "EXPOSE_JOBS": True}

    statuses = []
    for changes in ({}, production, asked_for):
        with use_settings(app_settings.model_copy(update=changes)):
            async with serving() as client:
                statuses.append((await client.get(path)).status_code)

    assert statuses == [200, 404, 200]
