"""Whether the database's schema is one that this code can work with."""

from pathlib import Path

from sqlalchemy import make_url, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.constants import SCHEMA_REVISION
from app.core.database import in_read_session
from app.core.database_errors import MIGRATE, database_name, fix_of
from app.core.errors import DatabaseNotReadyError
from app.core.tables import SchemaRow

DEPLOY = "deploy the code that this schema was made for, or take the migration back."


# --8<-- [start:check]
async def check_database() -> None:
    """Refuse to go on without a database at a schema that this code can work with.

    That is the schema it was written for, or a newer one whose migration names this code's
    revision, or an older one, as `compatible_from`.

    Raises:
        DatabaseNotReadyError: It can't be reached, was never migrated, or its schema is too old
            or too new.
    """
    if _is_missing_file():
        raise _never_migrated()
    revision = await in_read_session(_revision)
    if revision is None:
        raise _never_migrated()
    if revision == SCHEMA_REVISION:
        return
    compatible_from = await in_read_session(_compatible_from) if revision > SCHEMA_REVISION else ""
    if not compatible_from or compatible_from > SCHEMA_REVISION:
        raise DatabaseNotReadyError(
            f"{database_name()} is at revision {revision}; this code needs {SCHEMA_REVISION}.",
            DEPLOY if revision > SCHEMA_REVISION else MIGRATE,
        )


# --8<-- [end:check]


def _never_migrated() -> DatabaseNotReadyError:
    return DatabaseNotReadyError(f"{database_name()} was never migrated.", MIGRATE)


def _is_missing_file() -> bool:
    url = make_url(settings.DATABASE_URL)
    return url.get_backend_name() == "sqlite" and not Path(url.database or "").exists()


def _revision(session: Session) -> str | None:
    try:
        revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError as error:
        if fix_of(error) != MIGRATE:
            raise
        return None
    return revision


def _compatible_from(session: Session) -> str | None:
    return session.scalar(select(SchemaRow.compatible_from))
