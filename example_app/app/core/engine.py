"""The engine for the database in force: how this process connects, and what it does on SQLite."""

import sqlite3
from functools import partial
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from app.core.config import settings

# psycopg knows it by this name, and `_begin_sqlite` reads it.
READ_ONLY = "postgresql_readonly"

_engines: dict[tuple[str, float], Engine] = {}


def get_engine() -> Engine:
    """The engine for the `DATABASE_URL` and `API_TIMEOUT` in force; one for each in a process."""
    wanted = (settings.DATABASE_URL, settings.API_TIMEOUT)
    if (engine := _engines.get(wanted)) is None:
        settings.require("DATABASE_URL")
        engine = _engines.setdefault(wanted, _new_engine(make_url(wanted[0]), wanted[1]))
    return engine


def sqlite_file() -> Path | None:
    """The file of the database in force; None if a server keeps it."""
    url = make_url(settings.DATABASE_URL)
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def dispose_engine() -> None:
    """Close every pooled connection of this process; one at work closes when its work is done."""
    while _engines:
        _key, engine = _engines.popitem()
        event.listen(engine.pool, "checkin", _close_for_good)
        engine.dispose()


def _close_for_good(_connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    record.invalidate()


def _new_engine(url: URL, timeout: float) -> Engine:
    if url.get_backend_name() != "sqlite":
        # libpq counts in whole seconds, and reads 1 as 2.
        patience = max(2, round(timeout))
        # A prepared statement fails once a migration has widened one of its columns.
        how = {"connect_timeout": patience, "prepare_threshold": None}
        return create_engine(url, pool_pre_ping=True, pool_timeout=timeout, connect_args=how)
    file = Path(url.database or "")
    engine = create_engine(url, pool_timeout=timeout, creator=partial(_open, file, timeout))
    event.listen(engine, "connect", partial(_prepare_sqlite, file))
    event.listen(engine, "checkout", partial(_refuse_a_lost_file, file))
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _open(file: Path, timeout: float) -> sqlite3.Connection:
    # Only migrations create a database: mode=rw finds no file where SQLite would make an empty one.
    uri = f"{file.as_uri()}?mode=rw"
    return sqlite3.connect(uri, timeout=timeout, uri=True, check_same_thread=False)


def _prepare_sqlite(file: Path, connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    # SQLAlchemy begins transactions (below), as its documentation recommends:
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#sqlite-transactions
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()
    record.info["inode"] = _inode(file)


def _refuse_a_lost_file(
    file: Path,
    _connection: DBAPIConnection,
    record: ConnectionPoolEntry,
    _proxy: PoolProxiedConnection,
) -> None:
    # An open connection goes on in a deleted file, and everything it writes is lost.
    if _inode(file) != record.info["inode"]:
        raise DisconnectionError


def _inode(file: Path) -> int | None:
    try:
        return file.stat().st_ino
    except OSError:
        return None


# --8<-- [start:begin]
def _begin_sqlite(connection: Connection) -> None:
    """Let a reader begin without a lock, and a writer wait for it before it reads anything."""
    reads = bool(connection.get_execution_options().get(READ_ONLY))
    if connection.info.get("only_reads") != reads:
        connection.exec_driver_sql(f"PRAGMA query_only = {int(reads)}")
        connection.info["only_reads"] = reads
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


# --8<-- [end:begin]
