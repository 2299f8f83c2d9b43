"""What is noticed of a SQLite file that is damaged, or whose disk is almost full."""

import time

import pytest

from app.core.config import Settings
from app.core.constants import FILE_CHECK_SECONDS
from app.core.database import in_read_session
from app.core.database_errors import CORRUPT, FULL
from app.core.errors import DatabaseNotReadyError
from app.core.storage import check_storage
from app.core.tables import UserRow
from app.services.system import get_system_status
from tests.support.databases import overwrite_pages


async def test_a_whole_file_on_a_disk_with_room_passes(each_database: Settings) -> None:
    """So does PostgreSQL, which looks after its own files."""
    await check_storage()


# --8<-- [start:damaged]
async def test_pages_that_were_overwritten_while_the_app_runs_are_noticed(
    app_settings: Settings, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a minute, although requests may go on with what a connection has in memory."""
    await check_storage()
    assert await in_read_session(lambda session: session.get(UserRow, 7)) is not None
    overwrite_pages(sqlite_url)
    await check_storage()

    later = time.monotonic() + FILE_CHECK_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)
    database, _scheduler = (await get_system_status()).components

    assert not database.healthy
    assert database.detail.endswith(f"fix: {CORRUPT}")


# --8<-- [end:damaged]


# --8<-- [start:full]
async def test_a_disk_that_is_almost_full_is_told_before_writes_fail(
    app_settings: Settings,
) -> None:
    """Reading still works then, so nothing else would say so."""
    with pytest.raises(DatabaseNotReadyError, match="MiB left on its disk") as caught:
        await check_storage(reserve=2**62)

    assert caught.value.fix == FULL


# --8<-- [end:full]
