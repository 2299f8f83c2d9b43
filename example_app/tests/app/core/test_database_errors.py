"""What each kind of database error says to do, and which errors are the statement's own fault."""

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from app.core import database_errors as fixes
from app.core.config import Settings, use_settings
from app.core.database import in_read_session
from app.core.engine import dispose_engine
from app.core.errors import DatabaseNotReadyError
from app.core.tables import UserRow
from tests.support.databases import isolated_settings, overwrite_pages


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("DeadlockDetected", fixes.BUSY),
        ("SerializationFailure", fixes.BUSY),
        ("QueryCanceled", fixes.BUSY),
        ("LockNotAvailable", fixes.BUSY),
        ("TooManyConnections", fixes.BUSY),
        ("CannotConnectNow", fixes.BUSY),
        ("DiskFull", fixes.FULL),
        ("ReadOnlySqlTransaction", fixes.NO_WRITES),
        ("InvalidPassword", fixes.REFUSED),
        ("InvalidCatalogName", fixes.REFUSED),
        ("InsufficientPrivilege", fixes.REFUSED),
        ("UndefinedTable", fixes.MIGRATE),
        ("UndefinedColumn", fixes.MIGRATE),
        ("AdminShutdown", fixes.UNUSABLE),
        ("ConnectionFailure", fixes.UNUSABLE),
        ("IoError", fixes.DISK),
        ("DataCorrupted", fixes.CORRUPT),
        ("OperationalError", fixes.UNUSABLE),
        ("SyntaxError", None),
        ("NumericValueOutOfRange", None),
    ],
)
def test_postgresql_errors_are_told_apart_by_their_code(name: str, fix: str | None) -> None:
    """A deadlock is not fixed by starting the database, and a wrong statement is a bug."""
    import psycopg  # noqa: PLC0415 - the page has none, and runs the other tests of this file

    error = getattr(psycopg.errors, name)()

    assert fixes.fix_of(OperationalError("SELECT", None, error)) == fix


@pytest.mark.parametrize(
    ("code", "fix"),
    [
        (sqlite3.SQLITE_BUSY_SNAPSHOT, fixes.BUSY),
        (sqlite3.SQLITE_LOCKED, fixes.BUSY),
        (sqlite3.SQLITE_FULL, fixes.FULL),
        (sqlite3.SQLITE_READONLY_DIRECTORY, fixes.NO_WRITES),
        (sqlite3.SQLITE_CANTOPEN, fixes.NO_FILE),
        (sqlite3.SQLITE_PERM, fixes.NO_FILE),
        (sqlite3.SQLITE_CORRUPT_INDEX, fixes.CORRUPT),
        (sqlite3.SQLITE_NOTADB, fixes.CORRUPT),
        (sqlite3.SQLITE_IOERR_READ, fixes.DISK),
        (sqlite3.SQLITE_ERROR, None),
        (sqlite3.SQLITE_MISMATCH, None),
    ],
)
def test_sqlite_errors_are_told_apart_by_their_code(code: int, fix: str | None) -> None:
    """Extended codes, too: the lowest byte is the kind."""
    error = sqlite3.OperationalError("some words")
    error.sqlite_errorcode = code

    assert fixes.fix_of(OperationalError("SELECT", None, error)) == fix


async def test_a_missing_table_has_one_answer_on_both_databases(each_database: Settings) -> None:
    """The database isn't ready, and the fix is to migrate it."""
    with pytest.raises(DatabaseNotReadyError) as caught:
        await in_read_session(lambda session: session.execute(text("SELECT 1 FROM nowhere")))

    assert caught.value.fix == fixes.MIGRATE


async def test_a_wrong_statement_stays_a_bug_on_both_databases(each_database: Settings) -> None:
    """It is raised as it is: the log then shows the statement."""
    with pytest.raises(DBAPIError):
        await in_read_session(lambda session: session.execute(text("SELECT FROM WHERE")))


async def test_a_value_that_cannot_be_sent_stays_a_bug_on_both_databases(
    each_database: Settings,
) -> None:
    """The driver refuses it before the database sees it; starting the database is no help."""
    with pytest.raises(DBAPIError):
        await in_read_session(
            lambda session: session.execute(text("SELECT :value"), {"value": object()})
        )


async def test_an_unknown_option_in_the_url_is_one_clear_line() -> None:
    """Psycopg refuses it before it connects, so nothing needs to run."""
    url = "postgresql+psycopg://u:p@127.0.0.1:1/shop?sslmod=require"
    with use_settings(isolated_settings(DATABASE_URL=url)):
        try:
            with pytest.raises(DatabaseNotReadyError, match='option "sslmod"') as caught:
                await in_read_session(lambda session: session.execute(text("SELECT 1")))
        finally:
            dispose_engine()

    assert caught.value.fix == fixes.UNUSABLE


async def test_pages_that_were_overwritten_say_to_restore(
    app_settings: Settings, sqlite_url: str
) -> None:
    """Corruption is noticed where it is read."""
    dispose_engine()
    overwrite_pages(sqlite_url)

    with use_settings(app_settings), pytest.raises(DatabaseNotReadyError) as caught:
        await in_read_session(lambda session: session.get(UserRow, 7))

    assert caught.value.fix == fixes.CORRUPT


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
        assert "db/app" in fixes.database_name()
        assert "hunter2" not in fixes.database_name()
