"""Changes the schema in one transaction, and one process at a time."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import Script
from alembic.util import CommandError
from sqlalchemy import Connection, delete, insert, inspect, text

from app.core.database_errors import NO_FILE, database_name, explained_database_errors
from app.core.engine import get_engine, sqlite_file
from app.core.errors import DatabaseNotReadyError
from app.core.tables import Base, CodeRevisionRow, UtcDateTime

# Any number, the same for everybody who migrates this app.
LOCK = 7_263_001
LOCK_TIMEOUT_SECONDS = 2


def migrate() -> None:
    """Run what Alembic was asked for; its `env.py` calls this.

    Raises:
        ConfigurationError: DATABASE_URL names no database that the app can use.
        DatabaseNotReadyError: The database can't be reached, is broken, or can't be made.
    """
    _make_sqlite_file()
    with explained_database_errors(), get_engine().connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            transactional_ddl=True,
            render_as_batch=True,
            render_item=render_item,
            on_version_apply=_record_code_revisions,
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


# --8<-- [start:record]
def _record_code_revisions(
    ctx: MigrationContext,
    step: MigrationInfo,  # noqa: ARG001 - Alembic passes it by name
    heads: Collection[Any],
    run_args: Mapping[str, Any],  # noqa: ARG001 - Alembic passes it by name
) -> None:
    """Write down, with each migration, which code works with the new schema.

    Older code has no file of a migration that came later. It can read a table.
    """
    assert ctx.script is not None
    assert ctx.connection is not None
    if inspect(ctx.connection).has_table(CodeRevisionRow.__tablename__):
        ctx.connection.execute(delete(CodeRevisionRow))
        for head in heads:
            rows = code_revisions(list(ctx.script.iterate_revisions(head, "base")))
            ctx.connection.execute(insert(CodeRevisionRow), rows)


def code_revisions(newest_first: Sequence[Script]) -> list[dict[str, Any]]:
    """Each revision, and whether its code works with the schema of the newest one.

    Raises:
        CommandError: A file's `compatible_from` is neither its own revision nor an older one.
    """
    revisions = [script.revision for script in newest_first]
    rows, oldest = [], len(revisions)
    for age, script in enumerate(newest_first):
        rows.append({"revision": script.revision, "works": age <= oldest})
        compatible_from = getattr(script.module, "compatible_from", script.revision)
        if compatible_from not in revisions[age:]:
            raise CommandError(
                f"{script.path}: compatible_from is {compatible_from!r}. "
                f"fix: write one of {', '.join(revisions[age:])}."
            )
        oldest = min(oldest, revisions.index(compatible_from))
    return rows


# --8<-- [end:record]


def render_item(kind: str, item: object, context: AutogenContext) -> str | Literal[False]:
    """Write our own column type into a new migration as what the database stores."""
    if kind == "type" and isinstance(item, UtcDateTime):
        context.imports.add("from app.core.tables import UtcDateTime")
        return "UtcDateTime()"
    return False


def _make_sqlite_file() -> None:
    file = sqlite_file()
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    except OSError as error:
        raise DatabaseNotReadyError(
            f"{database_name()} can't be made: {error.strerror}: {error.filename}.", NO_FILE
        ) from error
