"""Which code works with the schema: each migration writes it down, and older code reads it."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from alembic.runtime.migration import MigrationContext, MigrationInfo
from alembic.script import Script
from alembic.util import CommandError
from sqlalchemy import delete, insert, inspect

from app.core.tables import CodeRevisionRow


# --8<-- [start:record]
def record_code_revisions(
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
