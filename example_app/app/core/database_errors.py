"""What went wrong with the database, and what to do about it: one sentence for each kind."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from app.core.config import settings
from app.core.errors import DatabaseNotReadyError
from app.core.urls import redacted

UNUSABLE = "start the database, or correct DATABASE_URL."
BUSY = "try again later; if it stays so, raise API_TIMEOUT or start fewer requests at once."
MIGRATE = "run `alembic upgrade head` in the folder that holds alembic.ini."
FULL = "free space on the disk of the database."
NO_WRITES = "point DATABASE_URL at a database that accepts writes, and make its file writable."
NO_FILE = "correct DATABASE_URL, or let this user read and write the file and its folder."
REFUSED = "correct the user, the password and the database in DATABASE_URL, or the user's rights."
CORRUPT = "stop the app, and restore the database from a backup."
DISK = "check the disk of the database, and the database's own log."

# https://www.postgresql.org/docs/current/errcodes-appendix.html: a whole code, or its class.
FIXES_BY_SQLSTATE = {
    "08": UNUSABLE,
    "25006": NO_WRITES,
    "28": REFUSED,
    "3D000": REFUSED,
    "40": BUSY,
    "42501": REFUSED,
    "42703": MIGRATE,
    "42P01": MIGRATE,
    "53": BUSY,
    "53100": FULL,
    "55P03": BUSY,
    "57014": BUSY,
    "57P": UNUSABLE,
    "57P03": BUSY,
    "58": DISK,
    "XX001": CORRUPT,
    "XX002": CORRUPT,
}

# https://www.sqlite.org/rescode.html
FIXES_BY_SQLITE_CODE = {
    sqlite3.SQLITE_PERM: NO_FILE,
    sqlite3.SQLITE_BUSY: BUSY,
    sqlite3.SQLITE_LOCKED: BUSY,
    sqlite3.SQLITE_READONLY: NO_WRITES,
    sqlite3.SQLITE_IOERR: DISK,
    sqlite3.SQLITE_CORRUPT: CORRUPT,
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_CANTOPEN: NO_FILE,
    sqlite3.SQLITE_NOTADB: CORRUPT,
}


def database_name() -> str:
    """The URL of the database in force without credentials, wherever it holds them."""
    return redacted(make_url(settings.DATABASE_URL).set(query={}).render_as_string())


# --8<-- [start:explained]
@contextmanager
def explained_database_errors(*, only_reads: bool = False) -> Iterator[None]:
    """Turn what is wrong with the database into the app's own error, with its fix.

    An error in the statement is raised as it is: a broken constraint, a write among reads.

    Args:
        only_reads: The database was asked to refuse writes.

    Raises:
        DatabaseNotReadyError: The database can't be reached, is busy for too long, or is broken.
    """
    try:
        yield
    except PoolTimeoutError as error:
        raise _not_ready(error, BUSY) from error
    except IntegrityError:
        raise
    except DBAPIError as error:
        fix = fix_of(error)
        if fix is None or (only_reads and fix == NO_WRITES):
            raise
        raise _not_ready(error.orig or error, fix) from error


# --8<-- [end:explained]


def fix_of(error: DBAPIError) -> str | None:
    """What to do about an error of the database; None if it is the statement's fault."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _fix_on_sqlite(cause)
    state = getattr(cause, "sqlstate", None)
    if state is None:
        # Psycopg itself raised it: without a connection there is no code of a server.
        lost = isinstance(error, OperationalError | InterfaceError)
        no_connection = lost or error.statement is None
        return UNUSABLE if no_connection else None
    prefixes = (state[:length] for length in (5, 3, 2))
    return next((FIXES_BY_SQLSTATE[one] for one in prefixes if one in FIXES_BY_SQLSTATE), None)


def _fix_on_sqlite(cause: sqlite3.Error) -> str | None:
    # SQLite has no code for a missing table or column.
    if str(cause).startswith(("no such table", "no such column")):
        return MIGRATE
    # The lowest byte is the kind; the others say more of it.
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return FIXES_BY_SQLITE_CODE.get(code)


def _not_ready(cause: BaseException, fix: str) -> DatabaseNotReadyError:
    reason = " ".join(str(cause).split()).rstrip(".")
    return DatabaseNotReadyError(f"{database_name()} can't be used: {reason}.", fix)
