"""Migrations."""

from pathlib import Path
from types import ModuleType

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.autogenerate.api import AutogenContext
from alembic.config import Config, main
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import String, create_engine, inspect, select

from app.core.config import Settings, use_settings
from app.core.constants import SCHEMA_REVISION
from app.core.database import in_read_session
from app.core.engine import dispose_engine, get_engine
from app.core.tables import Base, CodeRevisionRow, UtcDateTime
from app.migrations.compatibility import code_revisions
from app.migrations.migrate import render_item
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


async def test_a_migration_records_which_code_works_with_it(app_settings: Settings) -> None:
    """Older code reads it there: it has no file of a migration that came later."""
    rows = code_revisions(list(SCRIPTS.walk_revisions()))
    works = {row["revision"]: row["works"] for row in rows}

    assert works[SCHEMA_REVISION]
    assert works == await in_read_session(
        lambda session: {
            row.revision: row.works for row in session.scalars(select(CodeRevisionRow))
        }
    )


# --8<-- [start:chain]
def revisions(*compatible_from: str | None) -> list[Script]:
    """Migration files with the ids c1, a2, d3 …, the newest first."""
    scripts: list[Script] = []
    for number, oldest in enumerate(compatible_from, start=1):
        module = ModuleType("migration")
        module.__dict__.update(revision=f"{'cad'[number % 3]}{number}", down_revision=None)
        if oldest is not None:
            module.__dict__["compatible_from"] = oldest
        scripts.insert(0, Script(module, module.__dict__["revision"], f"{number}.py"))
    return scripts


@pytest.mark.parametrize(
    ("compatible_from", "works"),
    [
        (["a1", "a1"], ["d2", "a1"]),
        (["a1", "d2"], ["d2"]),
        (["a1", None], ["d2"]),
        (["a1", "a1", "a1"], ["c3", "d2", "a1"]),
        (["a1", "a1", "d2"], ["c3", "d2"]),
        (["a1", "d2", "a1"], ["c3", "d2"]),
    ],
)
def test_code_works_until_one_later_migration_says_no(
    compatible_from: list[str | None], works: list[str]
) -> None:
    """A migration that says nothing says no, and ids need no order: the files have one."""
    rows = code_revisions(revisions(*compatible_from))

    assert [row["revision"] for row in rows if row["works"]] == works


# --8<-- [end:chain]


@pytest.mark.parametrize("unknown", ["a9", "c3"])
def test_an_unknown_revision_is_refused_with_its_file(unknown: str) -> None:
    """A later one, too."""
    with pytest.raises(CommandError, match=rf"2\.py: compatible_from is '{unknown}'. fix: write"):
        code_revisions(revisions("a1", unknown, "c3"))


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


@pytest.mark.parametrize("asked", ["current", "check", "downgrade base", "stamp head"])
def test_only_an_upgrade_makes_a_database(
    asked: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A question about a missing database gets one line that says so, and makes no database."""
    alembic = ["-c", str(EXAMPLE_APP / "alembic.ini")]
    with use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/new/app.db")):
        with pytest.raises(SystemExit):
            main([*alembic, *asked.split()])
        assert list(tmp_path.iterdir()) == []

        main([*alembic, "upgrade", "head"])
        main([*alembic, "current"])
        dispose_engine()
    assert (tmp_path / "new" / "app.db").exists()

    told = capsys.readouterr().err
    assert "new/app.db was never migrated. fix: run `alembic upgrade head`" in told
    assert told.count("\n") == 1


def test_only_our_own_column_type_is_written_with_its_import(app_settings: Settings) -> None:
    """`alembic revision --autogenerate` leaves every other type to Alembic."""
    with get_engine().connect() as connection:
        context = AutogenContext(MigrationContext.configure(connection))

        assert render_item("type", UtcDateTime(), context) == "UtcDateTime()"
        assert render_item("type", String(), context) is False
        assert context.imports == {"from app.core.tables import UtcDateTime"}
