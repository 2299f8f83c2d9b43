"""Blocking database work, run in a thread, one transaction at a time."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    ProgrammingError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from app.core.config import settings
from app.core.constants import SCHEMA_REVISION
from app.core.errors import DatabaseNotReadyError
from app.core.urls import redacted

UNUSABLE = "start the database, or correct DATABASE_URL."
BUSY = "try again later; if it stays so, raise API_TIMEOUT or start fewer requests at once."
MIGRATE = "run `alembic upgrade head` in the folder that holds alembic.ini."

P = ParamSpec("P")
T = TypeVar("T")


# --8<-- [start:in-session]
async def in_session(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run `work(session, …)` in a thread, in one transaction: committed, or rolled back whole.

    A caller that is cancelled waits for the end of the transaction: whatever it does or records
    next comes after the commit.

    Raises:
        DatabaseNotReadyError: The database can't be reached, is busy for too long, or is broken.
    """

    def transaction() -> T:
        with Session(get_engine(), expire_on_commit=False) as session, session.begin():
            return work(session, *args, **kwargs)

    try:
        return await _to_its_end(asyncio.to_thread(transaction))
    except (IntegrityError, ProgrammingError, DataError):
        raise
    except (DatabaseError, InterfaceError, PoolTimeoutError) as error:
        raise _not_ready(error) from error


# --8<-- [end:in-session]


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    # A thread can't be cancelled; left alone, it would commit after its caller has given up.
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError as cancelled:
        await asyncio.wait({task})
        raise cancelled from task.exception()


def _not_ready(error: DatabaseError | InterfaceError | PoolTimeoutError) -> DatabaseNotReadyError:
    reason = " ".join(str(getattr(error, "orig", error)).split())
    busy = isinstance(error, PoolTimeoutError) or "database is locked" in reason
    return DatabaseNotReadyError(
        f"{database_name()} can't be used: {reason}.", BUSY if busy else UNUSABLE
    )


def get_engine() -> Engine:
    """The engine for the `DATABASE_URL` and `API_TIMEOUT` in force; one for each in a process."""
    wanted = (settings.DATABASE_URL, settings.API_TIMEOUT)
    if (engine := _engines.get(wanted)) is None:
        settings.require("DATABASE_URL")
        engine = _engines.setdefault(wanted, _new_engine(*wanted))
    return engine


def database_name() -> str:
    """The URL of the database in force without credentials, wherever it holds them."""
    return redacted(make_url(settings.DATABASE_URL).set(query={}).render_as_string())


def dispose_engine() -> None:
    """Close every pooled connection of this process; one at work closes when its work is done."""
    while _engines:
        _key, engine = _engines.popitem()
        event.listen(engine.pool, "checkin", _close_for_good)
        engine.dispose()


def _close_for_good(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.invalidate()


_engines: dict[tuple[str, float], Engine] = {}


def _new_engine(database_url: str, timeout: float) -> Engine:
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        # libpq counts in whole seconds, and reads 1 as 2.
        patience = {"connect_timeout": max(2, round(timeout))}
        return create_engine(
            url,
            pool_pre_ping=True,
            pool_timeout=timeout,
            connect_args=patience,
        )
    Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_timeout=timeout,
        connect_args={"timeout": timeout},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    # SQLAlchemy starts transactions (above): a writer then waits for its turn instead of failing
    # half-way. https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#sqlite-transactions
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


# --8<-- [start:check]
async def check_database() -> None:
    """Refuse to go on without a database at the schema this code was written for.

    Raises:
        DatabaseNotReadyError: It can't be reached, was never migrated, or is at another revision.
    """
    revision = await in_session(_revision)
    if revision is None:
        raise DatabaseNotReadyError(f"{database_name()} was never migrated.", MIGRATE)
    if revision != SCHEMA_REVISION:
        raise DatabaseNotReadyError(
            f"{database_name()} is at revision {revision}; this code needs {SCHEMA_REVISION}.",
            MIGRATE,
        )


# --8<-- [end:check]


def _revision(session: Session) -> str | None:
    try:
        revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    except DatabaseError as error:
        if _names_no_table(error.orig):
            return None
        raise _not_ready(error) from error
    return revision


def _names_no_table(error: BaseException | None) -> bool:
    # https://www.postgresql.org/docs/current/errcodes-appendix.html; SQLite has no code for it.
    return getattr(error, "sqlstate", "") == "42P01" or "no such table" in str(error)
