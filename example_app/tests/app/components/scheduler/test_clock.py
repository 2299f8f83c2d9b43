"""A clock that somebody sets while the scheduler runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs
from structlog.typing import EventDict

from app.components.scheduler import clock
from app.components.scheduler.clock import watch_clock
from app.components.scheduler.executor import ClaimingExecutor
from app.core.config import Settings
from app.services.job_runs import list_job_runs

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)
START = NOON + timedelta(seconds=1.5)


@pytest.fixture(autouse=True)
def _look_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock is looked at all the time."""
    monkeypatch.setattr(clock, "CLOCK_CHECK_SECONDS", 0.001)


@pytest.fixture
async def scheduler(each_database: Settings) -> AsyncIterator[AsyncIOScheduler]:
    """A scheduler that was started at noon, whose job has a tick each minute."""

    async def work() -> None:
        pass

    scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": ClaimingExecutor()})
    with time_machine.travel(START, tick=False):
        scheduler.add_job(
            work, trigger="interval", minutes=1, id="job", coalesce=True, misfire_grace_time=300
        )
        scheduler.start()
        yield scheduler
        scheduler.shutdown(wait=False)


async def watch(scheduler: AsyncIOScheduler, by: timedelta, until: str = "") -> list[EventDict]:
    """Move the clock while it is watched; the log, once it says `until` and all ticks are done."""
    stop = asyncio.Event()
    with capture_logs() as logs:
        watching = asyncio.ensure_future(watch_clock(scheduler, until=stop))
        await asyncio.sleep(0)
        with time_machine.travel(START + by, tick=False):
            while until and until not in [log["event"] for log in logs]:
                await asyncio.to_thread(lambda: None)
            stop.set()
            await watching
            await asyncio.sleep(0)
            await asyncio.gather(*scheduler._lookup_executor("default")._pending_futures)
    return logs


# --8<-- [start:back]
async def test_a_clock_set_back_is_told_and_stops_no_job(scheduler: AsyncIOScheduler) -> None:
    """The next tick is within a minute from now, not an hour later."""
    logs = await watch(scheduler, -timedelta(hours=1), until="clock_was_set")

    assert [(log["event"], log["by_seconds"]) for log in logs] == [("clock_was_set", -3600)]
    (job,) = scheduler.get_jobs()
    assert job.next_run_time == NOON - timedelta(minutes=59)


# --8<-- [end:back]


async def test_a_clock_set_forward_leaves_a_row_for_every_tick(
    scheduler: AsyncIOScheduler,
) -> None:
    """The newest runs; those that nobody can run any more say so."""
    logs = await watch(scheduler, timedelta(minutes=10), until="clock_was_set")

    assert [log["by_seconds"] for log in logs if log["event"] == "clock_was_set"] == [600]
    newest, *others = await list_job_runs()
    assert (newest.scheduled_for, newest.error) == (NOON + timedelta(minutes=10), None)
    assert [run.error for run in others] == ["skipped: the scheduler was late"] * 9


async def test_a_small_correction_is_nothing(scheduler: AsyncIOScheduler) -> None:
    """Clocks are corrected all the time."""
    assert await watch(scheduler, timedelta(seconds=0.5)) == []
