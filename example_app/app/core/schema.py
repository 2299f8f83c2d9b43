"""Whether the database's schema is one that this code can work with."""

from typing import TypeVar

from sqlalchemy import Select, String, column, select, table
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.constants import SCHEMA_REVISION
from app.core.database import in_read_session
from app.core.database_errors import MIGRATE, database_name, fix_of
from app.core.engine import sqlite_file
from app.core.errors import DatabaseNotReadyError
from app.core.tables import CodeRevisionRow

T = TypeVar("T")

DEPLOY = "deploy the code that this schema was made for, or take the migration back."


# --8<-- [start:check]
async def check_database() -> None:
    """Refuse to go on without a database at a schema that this code can work with.

    That is the schema it was written for, or a newer one whose migrations all say, as
    `compatible_from`, that they leave this code working.

    Raises:
        DatabaseNotReadyError: It can't be reached, was never migrated, or its schema is too old
            or too new.
    """
    file = sqlite_file()
    if file and not file.exists():
        raise never_migrated()
    works = await in_read_session(_read, WORKS)
    if works:
        return
    revision = await in_read_session(_read, REVISION)
    if revision is None:
        raise never_migrated()
    raise DatabaseNotReadyError(
        f"{database_name()} is at revision {revision}; this code needs {SCHEMA_REVISION}.",
        MIGRATE if works is None else DEPLOY,
    )


# --8<-- [end:check]

WORKS = select(CodeRevisionRow.works).filter_by(revision=SCHEMA_REVISION)
REVISION = select(column("version_num", String)).select_from(table("alembic_version"))


def never_migrated() -> DatabaseNotReadyError:
    """What to say of a database that no migration has made."""
    return DatabaseNotReadyError(f"{database_name()} was never migrated.", MIGRATE)


def _read(session: Session, value: Select[T]) -> T | None:
    try:
        return session.scalar(value)
    except DBAPIError as error:
        if fix_of(error) == MIGRATE:
            return None
        raise
