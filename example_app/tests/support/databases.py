"""Databases for tests: one migrated and seeded template, copied for each test."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, make_url, text

from app.core.config import Settings, use_settings
from app.core.engine import dispose_engine
from app.core.tables import Base
from app.services.sample_data import seed_orders
from tests.support.processes import EXAMPLE_APP

NOBODY = "http://127.0.0.1:9"
SEEDED_UNTIL = datetime(2026, 11, 1, tzinfo=UTC)


def migrate(url: str) -> None:
    """Bring the database at `url` to the newest schema, as `alembic upgrade head` does."""
    with use_settings(isolated_settings(DATABASE_URL=url)):
        command.upgrade(Config(EXAMPLE_APP / "alembic.ini"), "head")
        dispose_engine()


def seed(url: str, orders: int = 200) -> None:
    """Add sample users and orders."""
    with use_settings(isolated_settings(DATABASE_URL=url)):
        asyncio.run(seed_orders(orders, SEEDED_UNTIL, lambda _done, _missing: None))
        dispose_engine()


def isolated_settings(**values: object) -> Settings:
    """Settings that no `.env` file on this machine has a say in, and that reach no other one."""
    return Settings(_env_file=None, **{"RATES_URL": NOBODY, **values})  # type: ignore[arg-type, call-arg]  # by name


def overwrite_pages(url: str) -> None:
    """Replace every page of a SQLite file but the first, as a failing disk might."""
    file = Path(url.removeprefix("sqlite:///"))
    with file.open("r+b") as pages:
        pages.seek(4096)
        pages.write(b"\xff" * (file.stat().st_size - 4096))


def copy_sqlite(template: Path, folder: Path) -> str:
    """A private copy of the template; its URL."""
    copy = folder / "app.db"
    shutil.copyfile(template, copy)
    return f"sqlite:///{copy}"


@contextmanager
def own_postgresql(server: str, name: str = "test") -> Iterator[str]:
    """A new, empty database of this process's own on a PostgreSQL server; its URL."""
    url = make_url(server)
    database = f"{name}_{os.getpid()}"
    drop = text(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(drop)
        connection.execute(text(f"CREATE DATABASE {database}"))
    yield url.set(database=database).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(drop)
    engine.dispose()


def reset_postgresql(url: str) -> None:
    """Throw away every row that no migration wrote, and seed again."""
    engine = create_engine(url)
    with engine.begin() as connection:
        tables = {table.name for table in Base.metadata.sorted_tables} - {"code_revisions"}
        connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY"))
    engine.dispose()
    seed(url)
