"""Which schemas this code accepts, and what is said of the others."""

from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from app.core.config import Settings, use_settings
from app.core.constants import SCHEMA_REVISION
from app.core.database import in_session
from app.core.engine import dispose_engine
from app.core.errors import DatabaseNotReadyError
from app.core.schema import check_database
from app.core.tables import CodeRevisionRow, OrderRow
from tests.support.databases import isolated_settings


async def test_a_migrated_database_passes_the_check(each_database: Settings) -> None:
    """And reading it works."""
    await check_database()

    count = select(func.count()).select_from(OrderRow)
    assert await in_session(lambda session: session.scalar(count)) == 200


# --8<-- [start:not-migrated]
async def test_an_unmigrated_database_says_how_to_fix_it(tmp_path: Path) -> None:
    """The error carries the command."""
    with use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/new/app.db")):
        with pytest.raises(DatabaseNotReadyError, match="never migrated") as caught:
            await check_database()
        dispose_engine()

    assert "alembic upgrade head" in caught.value.fix


# --8<-- [end:not-migrated]


async def pretend(revision: str, works: Mapping[str, bool]) -> None:
    """Put the database at another schema, as a migration of other code does."""

    def write(session: Session) -> None:
        session.execute(text(f"UPDATE alembic_version SET version_num = '{revision}'"))
        session.execute(delete(CodeRevisionRow))
        session.add_all(CodeRevisionRow(revision=one, works=works[one]) for one in works)

    await in_session(write)


@pytest.fixture
async def as_it_was(each_database: Settings) -> AsyncIterator[None]:
    """The database's revision, put back after the test."""
    yield
    await pretend(SCHEMA_REVISION, {SCHEMA_REVISION: True})


# --8<-- [start:revisions]
async def test_old_code_goes_on_with_a_newer_schema_that_allows_it(as_it_was: None) -> None:
    """A migration that only adds says so in its file: replicas of the older code stay ready."""
    await pretend("0a9f", {"0a9f": True, SCHEMA_REVISION: True})

    await check_database()


async def test_old_code_refuses_a_newer_schema_that_does_not_allow_it(as_it_was: None) -> None:
    """Migrating wouldn't help: this code must give way to newer code."""
    await pretend("0a9f", {"0a9f": True, SCHEMA_REVISION: False})

    with pytest.raises(DatabaseNotReadyError, match=f"0a9f.*needs {SCHEMA_REVISION}") as caught:
        await check_database()
    assert caught.value.fix.startswith("deploy")


async def test_new_code_refuses_an_older_schema(as_it_was: None) -> None:
    """The fix is the command."""
    await pretend("f00d", {"f00d": True})

    with pytest.raises(DatabaseNotReadyError, match=f"f00d.*needs {SCHEMA_REVISION}") as caught:
        await check_database()
    assert "alembic upgrade head" in caught.value.fix


# --8<-- [end:revisions]


async def test_a_postgresql_without_tables_says_how_to_fix_it(
    postgresql_url: str,
) -> None:
    """The template database of every PostgreSQL server has none of our tables."""
    empty = postgresql_url.rpartition("/")[0] + "/postgres"
    with use_settings(isolated_settings(DATABASE_URL=empty)):
        with pytest.raises(DatabaseNotReadyError, match="never migrated"):
            await check_database()
        dispose_engine()


async def test_a_postgresql_that_forbids_to_look_was_not_forgotten(postgresql_url: str) -> None:
    """Migrating wouldn't help a role without rights: the error says what the server said."""
    forbidden = f"{postgresql_url}?options=-crole%3Dpg_monitor"
    with use_settings(isolated_settings(DATABASE_URL=forbidden)):
        with pytest.raises(DatabaseNotReadyError, match="permission denied for table") as caught:
            await check_database()
        dispose_engine()

    assert "alembic" not in caught.value.fix
