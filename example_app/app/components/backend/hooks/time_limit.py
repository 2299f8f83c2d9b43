"""Ends what takes too long, whether it awaits or blocks."""

import asyncio
import signal
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager


# --8<-- [start:limit]
@asynccontextmanager
async def time_limit(seconds: float) -> AsyncIterator[None]:
    """End the block inside after so many seconds.

    Raises:
        TimeoutError: It took longer.
    """
    late = TimeoutError(f"it took longer than {seconds:g} s")
    try:
        async with asyncio.timeout(seconds) as limit:
            with _interrupting(seconds, late):
                yield
    except TimeoutError as error:
        raise (late if limit.expired() else error) from error


@contextmanager
def _interrupting(seconds: float, late: TimeoutError) -> Iterator[None]:
    """An event loop can't end code that blocks it; a signal can, in the main thread of Unix."""
    if not hasattr(signal, "setitimer") or threading.current_thread() != threading.main_thread():
        yield
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def interrupt(_number: int, _frame: object) -> None:
        if asyncio.current_task(loop) is task:
            raise late

    before = signal.signal(signal.SIGALRM, interrupt)
    # Once a second from then on: what catches every exception and tries again is interrupted again.
    paused = signal.setitimer(signal.ITIMER_REAL, seconds, 1)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *paused)


# --8<-- [end:limit]
