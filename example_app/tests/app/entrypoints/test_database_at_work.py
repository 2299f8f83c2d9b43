"""The webserver while others use its database: a writer that holds the lock, a migration."""

import shutil
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from app.core.config import use_settings
from app.core.constants import SCHEMA_REVISION
from app.core.database import in_read_session
from app.core.engine import dispose_engine
from tests.support.databases import isolated_settings
from tests.support.processes import EXAMPLE_APP, webserver

pytestmark = pytest.mark.slow

READS = ["/health/ready", "/api/v1/reports", "/api/v1/orders?user_id=7"]
NEXT_MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{SCHEMA_REVISION}"
compatible_from = "{SCHEMA_REVISION}"


def upgrade() -> None:
    op.add_column("orders", sa.Column("note", sa.String(100)))


def downgrade() -> None:
    op.drop_column("orders", "note")
"""


# --8<-- [start:writer]
def test_reads_and_readiness_answer_while_a_writer_holds_the_lock(
    environment: dict[str, str],
) -> None:
    """A long import, or a backup, may keep SQLite's lock: only writers wait for it."""
    impatient = {**environment, "API_TIMEOUT": "0.2"}
    engine = create_engine(environment["DATABASE_URL"])
    with webserver(impatient) as (_server, url), engine.connect() as writer:
        writer.execute(text("BEGIN IMMEDIATE"))

        reads = [httpx.get(f"{url}{path}", timeout=30) for path in READS * 10]
        write = httpx.post(f"{url}/api/v1/reports?user_id=7&month=2026-10", timeout=30)
    engine.dispose()

    assert {answer.status_code for answer in reads} == {200}
    assert write.status_code == 503


# --8<-- [end:writer]


def test_reads_and_readiness_answer_while_writers_wait_for_the_lock(
    environment: dict[str, str],
) -> None:
    """However many wait: all reads are answered before any of them, and none is lost."""
    engine = create_engine(environment["DATABASE_URL"])
    order = {"user_id": 7, "amount": "10.00"}
    with (
        webserver({**environment, "API_TIMEOUT": "20"}) as (_server, url),
        ThreadPoolExecutor(20) as clients,
        engine.connect() as holder,
    ):
        holder.execute(text("BEGIN IMMEDIATE"))
        writes = [
            clients.submit(httpx.post, f"{url}/api/v1/orders", json=order, timeout=30)
            for _ in range(20)
        ]
        reads = [httpx.get(f"{url}{path}", timeout=30) for path in READS * 10]
        early = [write for write in writes if write.done()]
    engine.dispose()

    assert {answer.status_code for answer in reads} == {200}
    assert early == []
    assert {write.result().status_code for write in writes} == {201}


# --8<-- [start:rolling]
def test_a_compatible_migration_fails_no_request_of_the_old_code(
    database_url: str, tmp_path: Path
) -> None:
    """You migrate first and replace the replicas afterwards; until then, the old ones serve."""
    environment = {"DATABASE_URL": database_url, "API_TIMEOUT": "10"}
    with (
        webserver(environment) as (_server, url),
        under_load(url) as answers,
        next_schema(database_url, tmp_path),
    ):
        ready = httpx.get(f"{url}/health/ready", timeout=30)

    assert ready.status_code == 200
    assert set(answers) == {200, 201}


# --8<-- [end:rolling]


async def test_a_connection_goes_on_when_a_migration_widens_a_column(postgresql_url: str) -> None:
    """A statement that a connection has run many times works with the new type."""
    widened = text("SELECT number FROM widened")
    engine = create_engine(postgresql_url, isolation_level="AUTOCOMMIT")
    with (
        use_settings(isolated_settings(DATABASE_URL=postgresql_url)),
        engine.connect() as migration,
    ):
        migration.execute(text("CREATE TABLE widened AS SELECT 1 AS number"))
        for _ in range(10):
            await in_read_session(lambda session: session.scalar(widened))
        migration.execute(text("ALTER TABLE widened ALTER number TYPE bigint"))
        try:
            assert await in_read_session(lambda session: session.scalar(widened)) == 1
        finally:
            migration.execute(text("DROP TABLE widened"))
            dispose_engine()
    engine.dispose()


# --8<-- [start:lock-timeout]
def test_a_migration_gives_up_before_it_stops_everybody(
    postgresql_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It waits for a long query, and every later query would wait behind it."""
    engine = create_engine(postgresql_url)
    with engine.connect() as report:
        report.execute(text("SELECT count(*) FROM orders"))

        with pytest.raises(SystemExit), next_schema(postgresql_url, tmp_path):
            pass
    engine.dispose()
    dispose_engine()

    assert "canceling statement due to lock timeout. fix: try again" in capsys.readouterr().err


# --8<-- [end:lock-timeout]


@contextmanager
def under_load(url: str) -> Iterator[list[int]]:
    """Four clients that read and place orders until the end; the statuses they got."""
    statuses: list[int] = []
    at_work, stop = threading.Event(), threading.Event()

    def ask() -> None:
        with httpx.Client(base_url=url, timeout=30) as client:
            while not stop.is_set():
                order = {"user_id": 7, "amount": "10.00"}
                statuses.append(client.post("/api/v1/orders", json=order).status_code)
                statuses.extend(client.get(path).status_code for path in READS)
                at_work.set()

    with ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(ask) for _ in range(4)]
        try:
            assert at_work.wait(30)
            yield statuses
        finally:
            stop.set()
    for client in clients:
        client.result()


@contextmanager
def next_schema(url: str, folder: Path) -> Iterator[None]:
    """The database as the next release's migration leaves it; afterwards, as it was."""
    project = shutil.copytree(EXAMPLE_APP / "app" / "migrations", folder / "migrations")
    (project / "versions" / "9999_note.py").write_text(NEXT_MIGRATION)
    config = Config()
    config.set_main_option("script_location", str(project))
    with use_settings(isolated_settings(DATABASE_URL=url, API_TIMEOUT=30)):
        command.upgrade(config, "head")
        yield
        command.downgrade(config, SCHEMA_REVISION)
        dispose_engine()
