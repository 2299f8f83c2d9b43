"""Transactions: whole or not at all, and readers that wait for nobody."""

import asyncio
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.orm import Session

from app.core.config import Settings, use_settings
from app.core.constants import WRITERS
from app.core.database import in_read_session, in_session
from app.core.engine import dispose_engine, get_engine
from app.core.errors import DatabaseNotReadyError
from app.core.schema import check_database
from app.core.tables import UserRow
from tests.support.databases import isolated_settings

needs_a_thread = pytest.mark.skipif(sys.platform == "emscripten", reason="it needs a second thread")


# --8<-- [start:rolled-back]
async def test_work_that_fails_leaves_nothing_behind(each_database: Settings) -> None:
    """One call of `in_session` is one transaction."""

    def add_and_fail(session: Session) -> None:
        session.add(UserRow(id=1, name="Nobody"))
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await in_session(add_and_fail)

    assert await in_session(lambda session: session.get(UserRow, 1)) is None


# --8<-- [end:rolled-back]


async def test_who_is_cancelled_waits_for_the_transaction(each_database: Settings) -> None:
    """A thread can't be cancelled: nothing is committed after its caller has given up."""
    has_begun, may_commit = threading.Event(), threading.Event()

    def add(session: Session) -> None:
        session.add(UserRow(id=1, name="Late"))
        session.flush()
        has_begun.set()
        may_commit.wait(2)

    adding = asyncio.ensure_future(in_session(add))
    await asyncio.to_thread(has_begun.wait, 10)
    adding.cancel()
    await asyncio.sleep(0)
    assert not adding.done()
    may_commit.set()
    with pytest.raises(asyncio.CancelledError):
        await adding

    stored = await in_session(lambda session: session.get(UserRow, 1))
    assert stored is not None
    assert stored.name == "Late"


async def test_writers_wait_for_each_other(each_database: Settings) -> None:
    """Twenty read-then-write transactions at once: none is lost, none fails as locked."""

    def increment(session: Session) -> None:
        user = session.get_one(UserRow, 7, with_for_update=True)
        user.name = str(int(user.name) + 1)

    await in_session(lambda session: session.execute(text("UPDATE users SET name = '0'")))
    await asyncio.gather(*(in_session(increment) for _ in range(20)))

    assert await in_session(lambda session: session.get_one(UserRow, 7).name) == "20"


# --8<-- [start:readers]
async def test_readers_never_wait_for_a_writer(app_settings: Settings) -> None:
    """A reader sees what was committed last, while a writer holds the lock."""
    with use_settings(app_settings.model_copy(update={"API_TIMEOUT": 0.05})):
        with get_engine().begin() as writer:
            writer.execute(text("UPDATE users SET name = 'Uncommitted' WHERE id = 7"))
            await check_database()
            user = await in_read_session(lambda session: session.get_one(UserRow, 7))
        dispose_engine()

    assert user.name == "Ada"


# --8<-- [end:readers]


@needs_a_thread
async def test_readers_never_wait_for_writers_that_wait(app_settings: Settings) -> None:
    """However many writers wait for the lock, a reader finds a thread and a connection."""
    rename = text("UPDATE users SET name = 'Eve' WHERE id = 7")
    with get_engine().begin():
        writers = [
            asyncio.ensure_future(in_session(lambda session: session.execute(rename)))
            for _ in range(40)
        ]
        await asyncio.sleep(0)
        users = await asyncio.gather(
            *(in_read_session(lambda session: session.get_one(UserRow, 7)) for _ in range(20))
        )
        await check_database()

        assert not any(writer.done() for writer in writers)
    await asyncio.gather(*writers)

    assert {user.name for user in users} == {"Ada"}


@needs_a_thread
async def test_a_writer_that_finds_no_place_is_told_to_try_again(app_settings: Settings) -> None:
    """It waits as long as API_TIMEOUT says, and its work isn't done afterwards."""
    may_end, late = threading.Event(), []
    holding = [
        asyncio.ensure_future(in_session(lambda _session: may_end.wait(30))) for _ in range(WRITERS)
    ]
    await asyncio.sleep(0)
    with (
        use_settings(app_settings.model_copy(update={"API_TIMEOUT": 0.05})),
        pytest.raises(DatabaseNotReadyError, match="none ended in time") as caught,
    ):
        await in_session(late.append)
    may_end.set()
    await asyncio.gather(*holding)
    await in_session(lambda session: session.get(UserRow, 7))

    assert caught.value.fix.startswith("try again")
    assert late == []


async def test_a_read_session_refuses_to_write(each_database: Settings) -> None:
    """A service that writes in a read session is a bug, and the next writer is unharmed."""
    rename = text("UPDATE users SET name = 'Eve' WHERE id = 7")
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"):
        await in_read_session(lambda session: session.execute(rename))

    await in_session(lambda session: session.execute(rename))
    assert await in_read_session(lambda session: session.get_one(UserRow, 7).name) == "Eve"


async def test_an_order_without_a_user_is_refused_by_the_database(
    each_database: Settings,
) -> None:
    """Foreign keys hold on SQLite too, which ignores them unless asked."""
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await in_session(
            lambda session: session.execute(
                text(
                    "INSERT INTO orders (user_id, amount_minor, currency, placed_at)"
                    " VALUES (1, 1, 'EUR', '2026-01-01')"
                )
            )
        )


async def test_a_locked_database_is_to_be_tried_again(app_settings: Settings) -> None:
    """Starting a database that runs, or correcting a URL that is right, would be no help."""
    with (
        use_settings(app_settings.model_copy(update={"API_TIMEOUT": 0.05})),
        get_engine().begin(),
        pytest.raises(DatabaseNotReadyError, match="locked") as caught,
    ):
        await in_session(lambda session: session.get(UserRow, 7))
    dispose_engine()

    assert caught.value.fix.startswith("try again")


async def test_a_driver_that_lost_its_connection_is_not_ready(app_settings: Settings) -> None:
    """Psycopg says so with an error that is none of the database's."""
    import psycopg  # noqa: PLC0415 - the page has none, and runs the other tests of this file

    def lose(_session: Session) -> None:
        raise InterfaceError(None, None, psycopg.OperationalError("the connection is closed"))

    with pytest.raises(DatabaseNotReadyError, match="the connection is closed"):
        await in_session(lose)


async def test_a_broken_database_file_is_not_ready(tmp_path: Path) -> None:
    """Garbage where the database should be stops the start with the file's name."""
    (tmp_path / "app.db").write_bytes(b"this is no database" * 100)
    with use_settings(isolated_settings(DATABASE_URL=f"sqlite:///{tmp_path}/app.db")):
        with pytest.raises(DatabaseNotReadyError, match=r"app\.db can't be used"):
            await check_database()
        dispose_engine()
