"""`alembic` as a person runs it: a new migration from the tables, and every failure in one line."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from app.core.constants import ExitCode
from tests.support.databases import own_postgresql
from tests.support.processes import EXAMPLE_APP

pytestmark = pytest.mark.slow
NEW_TABLE = """

class VisitRow(Base):
    __tablename__ = "visits"

    id: Mapped[int] = mapped_column(primary_key=True)
    visited_at: Mapped[datetime]
"""


def start(folder: Path, url: str, *words: str) -> subprocess.Popen[str]:
    """Start `alembic` in a project folder."""
    # The lines of a copied app would be counted as lines that no test runs.
    is_copy = folder != EXAMPLE_APP
    inherited = {
        name: os.environ[name] for name in os.environ if not (is_copy and "COVERAGE" in name)
    }
    return subprocess.Popen(
        [sys.executable, "-m", "alembic", *words],
        cwd=folder,
        env={**inherited, "DATABASE_URL": url, "PYTHONPATH": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def alembic(folder: Path, url: str, *words: str) -> tuple[int, str]:
    """Run it to its end; its exit code and what it printed."""
    process = start(folder, url, *words)
    printed, _ = process.communicate(timeout=60)
    return process.returncode, printed


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the app."""
    ignored = shutil.ignore_patterns("var", "__pycache__", ".env")
    return shutil.copytree(EXAMPLE_APP, tmp_path / "project", ignore=ignored)


def test_a_new_table_becomes_a_migration_that_runs_both_ways(project: Path) -> None:
    """`--autogenerate` writes imports, too: the file needs no correction."""
    url = f"sqlite:///{project}/app.db"
    tables = project / "app" / "core" / "tables.py"
    tables.write_text(tables.read_text() + NEW_TABLE)
    assert alembic(project, url, "upgrade", "head") == (0, "")

    code, printed = alembic(
        project, url, "revision", "--autogenerate", "-m", "Visits", "--rev-id", "9999"
    )
    assert code == 0, printed
    (made,) = (project / "app" / "migrations" / "versions").glob("9999_*.py")
    assert "UtcDateTime()" in made.read_text()
    assert "compatible_from = '9999'" in made.read_text()
    assert alembic(project, url, "upgrade", "head") == (0, "")
    assert alembic(project, url, "check") == (0, "No new upgrade operations detected.\n")
    assert alembic(project, url, "downgrade", "-1") == (0, "")

    engine = create_engine(url)
    assert "visits" not in inspect(engine).get_table_names()
    engine.dispose()


def test_two_migrations_at_once_are_one_after_the_other(own_database: str) -> None:
    """Two replicas that both migrate before they start: the second finds nothing to do."""
    both = [start(EXAMPLE_APP, own_database, "upgrade", "head") for _ in range(2)]

    assert [(one.communicate(timeout=60)[0], one.returncode) for one in both] == [("", 0)] * 2


@pytest.fixture(params=["sqlite", "postgresql"])
def own_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    server = os.environ.get("TEST_POSTGRES_URL")
    if server is None:
        pytest.skip("set TEST_POSTGRES_URL to a PostgreSQL database to run this test")
    with own_postgresql(server, "empty") as url:
        yield url


@pytest.mark.parametrize(
    ("url", "says", "exit_code"),
    [
        ("sqlite://", "Settings refused: DATABASE_URL: ", ExitCode.CONFIGURATION),
        ("mysql://a:hunter2@b/c", "Settings refused: DATABASE_URL: ", ExitCode.CONFIGURATION),
        ("sqlite:////proc/nowhere/app.db", "sqlite:////proc/nowhere/app.db can't be made", 1),
        ("postgresql+psycopg://a:hunter2@127.0.0.1:9/c", "postgresql+psycopg://", 1),
        ("sqlite:///{here}/garbage.db", "sqlite:///{here}/garbage.db can't be used", 1),
    ],
)
def test_a_database_that_cannot_be_migrated_is_one_line(
    url: str, says: str, exit_code: int, tmp_path: Path
) -> None:
    """What, and how to fix it; no traceback and no password."""
    (tmp_path / "garbage.db").write_bytes(b"this is no database" * 1000)

    code, printed = alembic(EXAMPLE_APP, url.format(here=tmp_path), "upgrade", "head")

    assert code == exit_code
    assert printed.startswith(says.format(here=tmp_path))
    assert printed.count("\n") == 1
    assert "fix: " in printed
    assert "hunter2" not in printed
