"""What nobody else watches for a SQLite file: its pages, and the room on its disk."""

import asyncio
import shutil
import time
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.core.constants import DISK_RESERVE_BYTES, FILE_CHECK_SECONDS
from app.core.database import in_read_session
from app.core.database_errors import CORRUPT, FULL, database_name
from app.core.engine import sqlite_file
from app.core.errors import DatabaseNotReadyError

_found_whole: dict[Path, float] = {}


# --8<-- [start:check]
async def check_storage(reserve: int = DISK_RESERVE_BYTES) -> None:
    """Look after a SQLite file as a server looks after its own; on PostgreSQL, do nothing.

    A whole file is read again after `FILE_CHECK_SECONDS`, a damaged one each time.

    Args:
        reserve: Bytes that must be free on the disk.

    Raises:
        DatabaseNotReadyError: The disk is almost full, or pages of the file are damaged.
    """
    file = sqlite_file()
    if file is None:
        return
    free = (await asyncio.to_thread(shutil.disk_usage, file.parent)).free
    if free < reserve:
        left = f"{free / 2**20:.1f} MiB left on its disk"
        raise DatabaseNotReadyError(f"{database_name()} has {left}.", FULL)
    if file in _found_whole and time.monotonic() < _found_whole[file] + FILE_CHECK_SECONDS:
        return
    problem = await in_read_session(_first_problem)
    if problem != "ok":
        raise DatabaseNotReadyError(f"{database_name()} is damaged: {problem}.", CORRUPT)
    _found_whole[file] = time.monotonic()


def _first_problem(session: Session) -> str:
    # A connection keeps pages in memory; the check must read them from the disk.
    session.execute(text("PRAGMA shrink_memory"))
    found: str = session.scalars(text("PRAGMA quick_check(1)")).one()
    return " ".join(found.split())


# --8<-- [end:check]
