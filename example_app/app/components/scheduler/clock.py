"""Notices that somebody has set the clock, because APScheduler doesn't."""

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime

import structlog
from apscheduler.schedulers.base import BaseScheduler

from app.core.constants import CLOCK_CHECK_SECONDS, CLOCK_STEP_SECONDS

log = structlog.get_logger(__name__)


# --8<-- [start:clock]
async def watch_clock(scheduler: BaseScheduler, until: asyncio.Event) -> None:
    """Whenever the clock is set, log it and let the scheduler look at its jobs again."""
    while not until.is_set():
        before = _offset()
        with suppress(TimeoutError):
            await asyncio.wait_for(until.wait(), CLOCK_CHECK_SECONDS)
        step = _offset() - before
        if abs(step) >= CLOCK_STEP_SECONDS:
            log.warning("clock_was_set", by_seconds=round(step))
            if step < 0:
                _find_next_ticks(scheduler)
            scheduler.wakeup()


def _offset() -> float:
    return time.time() - time.monotonic()


def _find_next_ticks(scheduler: BaseScheduler) -> None:
    # Without it, no job would run until the clock is back where it was. A tick that has run is
    # claimed, so it doesn't run again.
    now = datetime.now(UTC)
    for job in scheduler.get_jobs():
        job.modify(next_run_time=job.trigger.get_next_fire_time(None, now))


# --8<-- [end:clock]
