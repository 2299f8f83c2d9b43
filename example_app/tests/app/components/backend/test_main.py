"""The application as a whole, behind its lifespan."""

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import iter_route_contexts

from app.core.config import Settings, use_settings
from app.core.errors import ConfigurationError
from app.core.http import get_http_client
from app.entrypoints.webserver import create_app
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


# --8<-- [start:no-lifespan]
async def test_without_its_lifespan_no_hook_has_run(app_settings: Settings) -> None:
    """A client alone starts nothing, so the first request is refused and says what to do."""
    transport = httpx.ASGITransport(create_app())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        with pytest.raises(ConfigurationError, match=r"hooks have not run.*fix: .*lifespan"):
            await client.get("/api/v1/reports")


# --8<-- [end:no-lifespan]


# --8<-- [start:on-event]
@pytest.mark.filterwarnings(r"ignore:\s*on_event is deprecated:DeprecationWarning")
async def test_beside_a_lifespan_only_the_on_event_of_a_router_is_called(
    app_settings: Settings,
) -> None:
    """FastAPI ignores the app's own; write a startup hook instead of either."""
    app = create_app()
    router = APIRouter()
    called = []

    @app.on_event("startup")
    async def of_the_app() -> None:
        called.append("app")

    @router.on_event("startup")
    async def of_a_router() -> None:
        called.append("router")

    app.include_router(router)
    async with app.router.lifespan_context(app):
        assert called == ["router"]


# --8<-- [end:on-event]


async def test_an_unmigrated_database_stops_the_start(tmp_path: object) -> None:
    """With the file of the hook, what is wrong, and the command that fixes it."""
    with (
        use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/app.db")),
        pytest.raises(
            ConfigurationError, match=r"startup/10_database\.py.*never migrated.*alembic"
        ),
    ):
        async with serving():
            pytest.fail("the server must not start")


# --8<-- [start:production]
DOCS = ["/docs", "/docs/oauth2-redirect", "/redoc", "/openapi.json"]
INSIDE = [*DOCS, "/api/v1/jobs", "/api/v1/jobs/runs", "/dashboard/"]


@pytest.mark.parametrize("path", INSIDE)
async def test_what_shows_the_inside_is_closed_in_production(
    app_settings: Settings, path: str
) -> None:
    """Open in development, 404 in production, unless it is asked for."""
    production = {"ENVIRONMENT": "production"}
    asked_for = production | dict.fromkeys(("EXPOSE_DOCS", "EXPOSE_JOBS", "EXPOSE_DASHBOARD"), True)

    statuses = []
    for changes in ({}, production, asked_for):
        with use_settings(app_settings.model_copy(update=changes)):
            async with serving() as client:
                statuses.append((await client.get(path)).status_code)

    assert statuses == [200, 404, 200]


def test_production_closes_every_path_of_that_list_and_no_other(app_settings: Settings) -> None:
    """A developer who adds a closed path adds it to the list."""
    paths = {}
    for environment in ("development", "production"):
        with use_settings(app_settings.model_copy(update={"ENVIRONMENT": environment})):
            routes = iter_route_contexts(create_app().routes)
            paths[environment] = {route.path for route in routes}

    assert paths["development"] - paths["production"] == {path.rstrip("/") for path in INSIDE}


# --8<-- [end:production]
