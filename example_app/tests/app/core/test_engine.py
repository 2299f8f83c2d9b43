"""How this process connects, and what it does when the file of a database changes."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.config import Settings, use_settings
from app.core.database import in_read_session, in_session
from app.core.engine import dispose_engine, get_engine
from app.core.errors import DatabaseNotReadyError
from app.core.schema import check_database
from app.core.tables import UserRow
from tests.support.databases import copy_sqlite, isolated_settings


def test_each_database_and_timeout_has_an_engine_until_all_are_disposed(
    app_settings: Settings,
) -> None:
    """Other settings are in force at once, and nothing stays open behind them."""
    patient = get_engine()
    with use_settings(app_settings.model_copy(update={"API_TIMEOUT": 9})):
        assert get_engine() is not patient
        assert get_engine() is get_engine()
        dispose_engine()

    assert get_engine() is not patient


async def test_work_that_outlives_its_engine_closes_its_connection(app_settings: Settings) -> None:
    """Disposing waits for nobody, and still leaves no connection open."""

    def outlive(session: Session) -> object:
        connection = session.connection().connection.dbapi_connection
        dispose_engine()
        session.execute(text("SELECT 1"))
        return connection

    connection = await in_session(outlive)

    assert isinstance(connection, sqlite3.Connection)
    with pytest.raises(sqlite3.ProgrammingError, match="closed database"):
        connection.total_changes  # noqa: B018 - reading it asks whether it is open


async def test_a_busy_pool_is_a_database_that_is_not_ready(app_settings: Settings) -> None:
    """A caller that gets no connection in time gets an error, and doesn't wait for ever."""
    with use_settings(app_settings.model_copy(update={"API_TIMEOUT": 0.1})):
        held = [get_engine().connect() for _ in range(15)]
        with pytest.raises(DatabaseNotReadyError, match="QueuePool limit") as caught:
            await check_database()
        assert caught.value.fix.startswith("try again")
        for connection in held:
            connection.close()
        dispose_engine()


def delete_files(folder: Path) -> None:
    """Delete the database as a person would."""
    for file in folder.glob("app.db*"):
        file.unlink()


async def test_a_deleted_database_file_is_noticed(app_settings: Settings, tmp_path: Path) -> None:
    """An open connection would go on in the deleted file, and everything written would be lost."""
    await check_database()
    delete_files(tmp_path)

    with pytest.raises(DatabaseNotReadyError, match="never migrated"):
        await check_database()
    with pytest.raises(DatabaseNotReadyError, match="unable to open database file"):
        await in_session(lambda session: session.get(UserRow, 7))


async def test_a_replaced_database_file_is_opened_anew(
    app_settings: Settings, sqlite_template: Path, tmp_path: Path
) -> None:
    """A database that was restored from a backup is in force without a restart."""
    await in_session(lambda session: session.execute(text("UPDATE users SET name = 'Old'")))
    delete_files(tmp_path)
    copy_sqlite(sqlite_template, tmp_path)

    assert await in_read_session(lambda session: session.get_one(UserRow, 7).name) == "Ada"


def test_looking_for_a_database_makes_none(tmp_path: Path) -> None:
    """Only a migration makes the folder and the file."""
    with use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/new/app.db")):
        with pytest.raises(DatabaseNotReadyError):
            asyncio.run(check_database())
        dispose_engine()

    assert list(tmp_path.iterdir()) == []
