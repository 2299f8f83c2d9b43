"""The application under test: its settings, its database, its HTTP API."""

import os
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import httpx
import pytest

from app.core.config import Settings, use_settings
from app.core.engine import dispose_engine
from app.core.http import close_http_client, open_http_client
from tests.support import databases
from tests.support.serving import serving


@pytest.fixture(scope="session", autouse=True)
def _authorities_are_read_once() -> Iterator[None]:
    """Real ones for every client; reading them takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            httpx._transports.default, "create_ssl_context", cache(httpx.create_ssl_context)
        )
        yield


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file with 200 sample orders, for copying."""
    template = tmp_path_factory.mktemp("database") / "template.db"
    databases.migrate(f"sqlite:///{template}")
    databases.seed(f"sqlite:///{template}")
    return template


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A PostgreSQL database of this worker's own, also beside another run of the tests."""
    server = os.environ.get("TEST_POSTGRES_URL")
    if server is None:
        pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL database to run this test")
    with databases.own_postgresql(server) as url:
        databases.migrate(url)
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A migrated database with 200 sample orders: the test runs once on each kind."""
    if request.param == "sqlite":
        return databases.copy_sqlite(request.getfixturevalue("sqlite_template"), tmp_path)
    url: str = request.getfixturevalue("postgresql_url")
    databases.reset_postgresql(url)
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The same on SQLite only, for what doesn't depend on the database."""
    return databases.copy_sqlite(sqlite_template, tmp_path)


@pytest.fixture
def environment(sqlite_url: str, tmp_path: Path) -> dict[str, str]:
    """Environment variables for real processes."""
    return {
        "DATABASE_URL": sqlite_url,
        "EXPORT_DIR": str(tmp_path / "exports"),
        "LOG_FORMAT": "json",
    }


@pytest.fixture
def app_settings(sqlite_url: str, tmp_path: Path) -> Iterator[Settings]:
    """The settings in force during the test, on SQLite."""
    yield from _in_force(sqlite_url, tmp_path)


@pytest.fixture
def each_database(database_url: str, tmp_path: Path) -> Iterator[Settings]:
    """The settings in force during the test, on SQLite and on PostgreSQL."""
    yield from _in_force(database_url, tmp_path)


def _in_force(url: str, folder: Path) -> Iterator[Settings]:
    replacement = databases.isolated_settings(
        DATABASE_URL=url, EXPORT_DIR=folder / "exports", INSTANCE_ID="test", API_TIMEOUT=2
    )
    with use_settings(replacement):
        yield replacement
        dispose_engine()


@pytest.fixture
async def http_client() -> AsyncIterator[None]:
    """The process-wide HTTP client, open during the test; ask for the settings before it."""
    await open_http_client()
    yield
    await close_http_client()


@pytest.fixture
async def client(app_settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """The whole web application behind its lifespan, without a socket."""
    async with serving() as http:
        yield http
