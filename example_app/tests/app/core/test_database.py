"""The database: transactions, and the check before the start."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.orm import Session

from app.core.config import Settings, use_settings
from app.core.constants import SCHEMA_REVISION
from app.core.database import in_read_session, in_session
from app.core.database_errors import database_name
from app.core.engine import dispose_engine, get_engine
from app.core.errors import DatabaseNotReadyError
from app.core.schema import check_database
from app.core.tables import CodeRevisionRow, OrderRow, UserRow
from tests.support.databases import copy_sqlite, isolated_settings


# --8<-- [start:rolled-back]
async def test_work_that_fails_leaves_nothing_behind(each_database: Settings) -> None:
    """One call of `in_session` is one transaction."""

    def add_and_fail(session: Session) -> None:
        session.add(UserRow(id=1, name="Nobody"))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await in_session(add_and_fail)

    assert await in_session(lambda session: session.get(UserRow, 1)) is None


# --8<-- [end:rolled-back]


async def test_who_is_cancelled_waits_for_the_transaction(each_database: Settings) -> None:
    """A thread can't be cancelled: nothing is committed after its caller has given up."""
    has_begun, may_commit = threading.Event(), threading.Event()

    def add(session: Session) -> None:
        session.add(UserRow(id=1, name="Late"))
        session.flush()
        has_begun.set()
        may_commit.wait(2)

    adding = asyncio.ensure_future(in_session(add))
    await asyncio.to_thread(has_begun.wait, 10)
    adding.cancel()
    await asyncio.sleep(0)
    assert not adding.done()
    may_commit.set()
    with pytest.raises(asyncio.CancelledError):
        await adding

    stored = await in_session(lambda session: session.get(UserRow, 1))
    assert stored is not None
    assert stored.name == "Late"


async def test_writers_wait_for_each_other(each_database: Settings) -> None:
    """Twenty read-then-write transactions at once: none is lost, none fails as locked."""

    def increment(session: Session) -> None:
        user = session.get_one(UserRow, 7, with_for_update=True)
        user.name = str(int(user.name) + 1)

    await in_session(lambda session: session.execute(text("UPDATE users SET name = '0'")))
    await asyncio.gather(*(in_session(increment) for _ in range(20)))

    assert await in_session(lambda session: session.get_one(UserRow, 7).name) == "20"


# --8<-- [start:readers]
async def test_readers_never_wait_for_a_writer(app_settings: Settings) -> None:
    """A reader sees what was committed last, while a writer holds the lock."""
    with use_settings(app_settings.model_copy(update={"API_TIMEOUT": 0.05})):
        with get_engine().begin() as writer:
            writer.execute(text("UPDATE users SET name = 'Uncommitted' WHERE id = 7"))
            await check_database()
            user = await in_read_session(lambda session: session.get_one(UserRow, 7))
        dispose_engine()

    assert user.name == "Ada"


# --8<-- [end:readers]


async def test_a_read_session_refuses_to_write(each_database: Settings) -> None:
    """A service that writes in a read session is a bug, and the next writer is unharmed."""
    rename = text("UPDATE users SET name = 'Eve' WHERE id = 7")
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        await in_read_session(lambda session: session.execute(rename))

    await in_session(lambda session: session.execute(rename))
    assert await in_read_session(lambda session: session.get_one(UserRow, 7).name) == "Eve"


async def test_an_order_without_a_user_is_refused_by_the_database(
    each_database: Settings,
) -> None:
    """Foreign keys hold on SQLite too, which ignores them unless asked."""
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await in_session(
            lambda session: session.execute(
                text(
                    "INSERT INTO orders (user_id, amount_minor, currency, placed_at)"
                    " VALUES (1, 1, 'EUR', '2026-01-01')"
                )
            )
        )


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


async def test_a_locked_database_is_to_be_tried_again(app_settings: Settings) -> None:
    """Starting a database that runs, or correcting a URL that is right, would be no help."""
    with (
        use_settings(app_settings.model_copy(update={"API_TIMEOUT": 0.05})),
        get_engine().begin(),
        pytest.raises(DatabaseNotReadyError, match="locked") as caught,
    ):
        await in_session(lambda session: session.get(UserRow, 7))
    dispose_engine()

    assert caught.value.fix.startswith("try again")


async def test_a_driver_that_lost_its_connection_is_not_ready(app_settings: Settings) -> None:
    """Psycopg says so with an error that is none of the database's."""

    def lose(_session: Session) -> None:
        raise InterfaceError(None, None, psycopg.OperationalError("the connection is closed"))

    with pytest.raises(DatabaseNotReadyError, match="the connection is closed"):
        await in_session(lose)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://app:hunter2@db/app?sslmode=require",
        "postgresql+psycopg://app@db/app?password=hunter2",
    ],
)
def test_the_name_of_a_database_holds_no_password(url: str) -> None:
    """Wherever the URL holds it; the name goes into errors."""
    with use_settings(isolated_settings(DATABASE_URL=url)):
        assert "db/app" in database_name()
        assert "hunter2" not in database_name()


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


async def test_a_broken_database_file_is_not_ready(tmp_path: Path) -> None:
    """Garbage where the database should be stops the start with the file's name."""
    (tmp_path / "app.db").write_bytes(b"this is no database" * 100)
    with use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/app.db")):
        with pytest.raises(DatabaseNotReadyError, match=r"app\.db can't be used"):
            await check_database()
        dispose_engine()


async def test_a_busy_pool_is_a_database_that_is_not_ready(app_settings: Settings) -> None:
    """Whoever gets no connection in time is told so, and doesn't wait for ever."""
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
