"""Asks again while the database is away for a moment."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TypeVar

import structlog

from app.core.constants import DATABASE_RETRY_SECONDS
from app.core.errors import DatabaseNotReadyError

log = structlog.get_logger(__name__)

T = TypeVar("T")


# --8<-- [start:patiently]
async def patiently(
    ask: Callable[[], Awaitable[T]], seconds: float, hurry: asyncio.Event | None = None
) -> T:
    """Ask the database until it answers: once at least, then for `seconds`, or until `hurry`.

    Raises:
        DatabaseNotReadyError: It didn't answer in that time.
    """
    hurry = hurry or asyncio.Event()
    end = time.monotonic() + seconds
    while True:
        try:
            return await ask()
        except DatabaseNotReadyError as error:
            pause = min(DATABASE_RETRY_SECONDS, end - time.monotonic())
            if pause <= 0 or hurry.is_set():
                raise
            log.warning("database_awaited", error=str(error))
            with suppress(TimeoutError):
                await asyncio.wait_for(hurry.wait(), pause)


# --8<-- [end:patiently]
