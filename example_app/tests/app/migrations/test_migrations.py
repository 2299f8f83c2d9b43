"""Migrations."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, select

from app.core.config import Settings, use_settings
from app.core.constants import SCHEMA_REVISION
from app.core.database import in_read_session
from app.core.engine import dispose_engine, get_engine
from app.core.tables import Base, SchemaRow
from tests.support.databases import isolated_settings, migrate
from tests.support.processes import EXAMPLE_APP

CONFIG = Config(EXAMPLE_APP / "alembic.ini")
SCRIPTS = ScriptDirectory.from_config(CONFIG)


def test_the_migrations_make_exactly_the_tables_of_the_code(each_database: Settings) -> None:
    """A column that was added to tables.py and to no migration is found here."""
    with get_engine().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


# --8<-- [start:revision]
def test_the_code_asks_for_the_newest_revision() -> None:
    """A new migration file comes with a new SCHEMA_REVISION."""
    assert SCRIPTS.get_current_head() == SCHEMA_REVISION


# --8<-- [end:revision]


def test_revisions_are_in_the_order_of_their_names() -> None:
    """Code compares them to tell an older schema from a newer one."""
    newest_first = [script.revision for script in SCRIPTS.walk_revisions()]

    assert newest_first == sorted(newest_first, reverse=True)


async def test_a_migration_records_which_code_may_go_on(app_settings: Settings) -> None:
    """The table holds what the newest migration file says."""
    newest = SCRIPTS.get_revision("head")
    stored = select(SchemaRow.compatible_from)

    assert await in_read_session(lambda session: session.scalars(stored).all()) == [
        newest.module.compatible_from
    ]


def test_migrations_can_be_taken_back(tmp_path: Path) -> None:
    """Down to an empty database."""
    url = f"sqlite:///{tmp_path}/app.db"
    migrate(url)
    with use_settings(isolated_settings(DATABASE_URL=url)):
        command.downgrade(CONFIG, "base")
        dispose_engine()

    engine = create_engine(url)
    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()
