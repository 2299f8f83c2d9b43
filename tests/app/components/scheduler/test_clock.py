"""A clock that somebody sets while the scheduler runs."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs

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


async def watch(scheduler: AsyncIOScheduler, minutes: int) -> list[tuple[str, object]]:
    """Move the clock while it is watched; what the log says of it, once all ticks are settled."""
    stop = asyncio.Event()
    moment = START + timedelta(minutes=minutes)
    with capture_logs() as logs, time_machine.travel(START, tick=False) as hand:
        watching = asyncio.ensure_future(watch_clock(scheduler, until=stop))
        await asyncio.sleep(0)
        hand.move_to(moment)
        while not any(log["event"] == "clock_was_set" for log in logs):
            await asyncio.to_thread(lambda: None)
        await asyncio.to_thread(lambda: None)
        stop.set()
        await watching
        await asyncio.gather(*scheduler._lookup_executor("default")._pending_futures)
    return [(log["event"], log.get("by_seconds")) for log in logs]


# --8<-- [start:back]
async def test_a_clock_set_back_is_told_and_stops_no_job(scheduler: AsyncIOScheduler) -> None:
    """The next tick is within a minute from now, not an hour later."""
    assert await watch(scheduler, minutes=-60) == [("clock_was_set", -3600)]

    (job,) = scheduler.get_jobs()
    assert job.next_run_time == NOON - timedelta(minutes=59)


# --8<-- [end:back]


async def test_a_clock_set_forward_leaves_a_row_for_every_tick(
    scheduler: AsyncIOScheduler,
) -> None:
    """The newest runs; those that nobody can run any more say so."""
    logs = await watch(scheduler, minutes=10)

    assert ("clock_was_set", 600) in logs
    newest, *others = await list_job_runs()
    assert (newest.scheduled_for, newest.error) == (NOON + timedelta(minutes=10), None)
    assert [run.error for run in others] == ["skipped: the scheduler was late"] * 9


async def test_a_small_correction_is_nothing(scheduler: AsyncIOScheduler) -> None:
    """Clocks are corrected all the time."""
    stop = asyncio.Event()
    with capture_logs() as logs, time_machine.travel(START, tick=False) as hand:
        watching = asyncio.ensure_future(watch_clock(scheduler, until=stop))
        await asyncio.sleep(0)
        hand.shift(0.5)
        await asyncio.to_thread(lambda: None)
        stop.set()
        await watching

    assert logs == []
