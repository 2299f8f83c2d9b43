"""Blocking database work, run in a thread, one transaction at a time."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import TimeoutError as PlaceTimeoutError
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.constants import WRITERS
from app.core.database_errors import explained_database_errors
from app.core.engine import READ_ONLY, get_engine

P = ParamSpec("P")
T = TypeVar("T")

_writers = ThreadPoolExecutor(WRITERS, thread_name_prefix="writer")


# --8<-- [start:in-session]
async def in_session(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Run `work(session, …)` in a thread, in one transaction: committed, or rolled back whole.

    A caller that is cancelled waits for the end of the transaction: whatever it does or records
    next comes after the commit.

    Raises:
        DatabaseNotReadyError: The database can't be reached, is busy for too long, or is broken.
    """
    return await _in_transaction(lambda session: work(session, *args, **kwargs), reads=False)


async def in_read_session(
    work: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do the same for work that only reads: it never waits for a writer, and can't write.

    Raises:
        DatabaseNotReadyError: The database can't be reached or is broken.
    """
    return await _in_transaction(lambda session: work(session, *args, **kwargs), reads=True)


async def _in_transaction(work: Callable[[Session], T], *, reads: bool) -> T:
    def transaction() -> T:
        with Session(get_engine(), expire_on_commit=False) as session, session.begin():
            if reads:
                session.connection(execution_options={READ_ONLY: True})
            return work(session)

    with explained_database_errors(only_reads=reads):
        return await _to_its_end(asyncio.to_thread(transaction) if reads else _write(transaction))


async def _write(transaction: Callable[[], T]) -> T:
    """Run it in one of the few threads for writers, or give up when none is free in time.

    Writers wait for each other in the database. They have threads of their own, and fewer than
    there are connections, so a reader always finds a thread and a connection.
    """
    place = _writers.submit(copy_context().run, transaction)
    writing = asyncio.wrap_future(place)
    await asyncio.wait({writing}, timeout=settings.API_TIMEOUT)
    # A thread that has begun can't be cancelled: it says itself how it ends.
    if not writing.done() and place.cancel():
        raise PlaceTimeoutError(f"{WRITERS} writers are at work, and none ended in time")
    return await writing


# --8<-- [end:in-session]


async def _to_its_end(work: Coroutine[Any, Any, T]) -> T:
    # A thread can't be cancelled; left alone, it would commit after its caller has given up.
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError as cancelled:
        await asyncio.wait({task})
        raise cancelled from task.exception()
