"""Changes the schema in one transaction, and one process at a time."""

from pathlib import Path
from typing import Literal

from alembic import command, context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, text

from app.core.database_errors import NO_FILE, database_name, explained_database_errors
from app.core.engine import get_engine, sqlite_file
from app.core.errors import DatabaseNotReadyError
from app.core.schema import never_migrated
from app.core.tables import Base, UtcDateTime
from app.migrations.compatibility import record_code_revisions

# Any number, the same for everybody who migrates this app.
LOCK = 7_263_001
LOCK_TIMEOUT_SECONDS = 2


def migrate() -> None:
    """Run what Alembic was asked for; its `env.py` calls this.

    Raises:
        ConfigurationError: DATABASE_URL names no database that the app can use.
        DatabaseNotReadyError: The database can't be reached, is broken, or can't be made;
            or there is none, and Alembic was asked for anything but an upgrade.
    """
    if file := sqlite_file():
        _find_or_make(file)
    with explained_database_errors(), get_engine().connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transactional_ddl=True,
            render_as_batch=True,
            render_item=render_item,
            on_version_apply=record_code_revisions,
        )
        with context.begin_transaction():
            _wait_for_other_migrations(connection)
            context.run_migrations()


# --8<-- [start:lock]
def _wait_for_other_migrations(connection: Connection) -> None:
    # SQLite's transactions begin with the only lock there is.
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        # While a migration waits for a table, every query of that table waits behind it.
        connection.execute(text(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT_SECONDS}s'"))


# --8<-- [end:lock]


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Write our own column type into a new migration as what the database stores."""
    if kind == "type" and isinstance(item, UtcDateTime):
        context.imports.add("from app.core.tables import UtcDateTime")
        return "UtcDateTime()"
    return False


def _find_or_make(file: Path) -> None:
    try:
        if _is_upgrade():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
        elif not file.exists():
            raise never_migrated()
    except OSError as error:
        raise DatabaseNotReadyError(
            f"{database_name()} can't be made: {error.strerror}: {error.filename}.", NO_FILE
        ) from error


def _is_upgrade() -> bool:
    # Code that calls Alembic has no options of the command line; it knows what it asks for.
    options = context.config.cmd_opts
    return options is None or options.cmd[0] is command.upgrade
