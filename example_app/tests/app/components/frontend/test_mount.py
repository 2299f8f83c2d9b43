"""The dashboard as a part of the web application: where it is served, and its lifespan."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from flet_web.fastapi.flet_app_manager import FletAppManager

from app.components.frontend import mount
from app.core.config import Settings, use_settings
from app.core.constants import DASHBOARD_PATH
from tests.support.databases import isolated_settings
from tests.support.serving import serving


@pytest.fixture
def production(app_settings: Settings, request: pytest.FixtureRequest) -> Iterator[Settings]:
    """Production, with what the test asks for."""
    values = {"DATABASE_URL": app_settings.DATABASE_URL, **getattr(request, "param", {})}
    with use_settings(isolated_settings(ENVIRONMENT="production", **values)) as replacement:
        yield replacement


async def test_development_serves_the_dashboard(client: httpx.AsyncClient) -> None:
    """The page is there, under its own address, with nothing from a content network."""
    page = await client.get(DASHBOARD_PATH, follow_redirects=True)

    assert page.status_code == 200
    assert page.url.path == f"{DASHBOARD_PATH}/"
    assert "<title>Reports on orders</title>" in page.text
    assert "flet.noCdn=true" in page.text


# --8<-- [start:production]
@pytest.mark.parametrize("path", ["", "/", "/docs", "/openapi.json", "/main.dart.js"])
@pytest.mark.usefixtures("production")
async def test_production_serves_none_of_it(path: str) -> None:
    """What nobody asked for is not there: not the page, not its files."""
    async with serving() as client:
        assert (await client.get(DASHBOARD_PATH + path)).status_code == 404


@pytest.mark.parametrize("production", [{"EXPOSE_DASHBOARD": True}], indirect=True)
@pytest.mark.usefixtures("production")
async def test_production_serves_it_when_asked() -> None:
    """`EXPOSE_DASHBOARD` is the way to ask."""
    async with serving() as client:
        assert (await client.get(f"{DASHBOARD_PATH}/")).status_code == 200


# --8<-- [end:production]


async def test_flets_own_docs_are_closed(client: httpx.AsyncClient) -> None:
    """Flet's OpenAPI page would load scripts from another host."""
    schema = await client.get(f"{DASHBOARD_PATH}/openapi.json")
    docs = await client.get(f"{DASHBOARD_PATH}/docs")

    assert schema.status_code == 404
    assert "swagger" not in docs.text


async def test_a_mistyped_api_path_is_not_answered_by_the_dashboard(
    client: httpx.AsyncClient,
) -> None:
    """Flet answers any path below its own with the page, so it must not sit at the root."""
    assert (await client.get("/api/v1/reprots")).status_code == 404


# --8<-- [start:lifespan]
@pytest.mark.usefixtures("app_settings")
async def test_flets_lifespan_runs_with_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its housekeeping runs for as long as the application does."""
    monkeypatch.setattr(mount, "app_manager", FletAppManager())
    before = asyncio.all_tasks()
    async with serving():
        housekeeping = asyncio.all_tasks() - before
        assert {task.get_coro().__name__ for task in housekeeping} == {
            "__evict_expired_sessions",
            "__evict_expired_oauth_states",
        }
    await asyncio.wait(housekeeping, timeout=5)
    assert all(task.cancelled() for task in housekeeping)


# --8<-- [end:lifespan]
