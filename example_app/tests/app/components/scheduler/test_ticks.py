"""Ticks that several schedulers have in common, and the jobs that are refused for want of them."""

from datetime import UTC, datetime

import pytest
import time_machine
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.combining import AndTrigger, OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.core.errors import ConfigurationError

NINE = "2026-11-01T09:00:00+00:00"
MONDAY = CronTrigger(day_of_week="mon", hour=9, timezone="UTC")
FIRST = CronTrigger(day=1, hour=9, timezone="UTC")


async def work() -> None:
    """A job."""


async def started(at: str, **options: object) -> Job:
    """The only job of a scheduler that was started at a moment."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        executors={"default": ClaimingExecutor(), "each-process": DrainingExecutor()},
    )
    with time_machine.travel(datetime.fromisoformat(at), tick=False):
        scheduler.add_job(work, id="job", **options)
        scheduler.start(paused=True)
        (job,) = scheduler.get_jobs()
        scheduler.shutdown(wait=False)
    return job


# --8<-- [start:intervals]
@pytest.mark.parametrize(
    ("interval", "next_tick"),
    [
        ({"seconds": 10}, "2026-11-01T09:00:10"),
        ({"minutes": 5}, "2026-11-01T09:05"),
        ({"hours": 2}, "2026-11-01T10:00"),
        ({"days": 1}, "2026-11-02T00:00"),
        ({"weeks": 1}, "2026-11-02T00:00"),
    ],
)
async def test_an_interval_has_the_same_ticks_in_every_scheduler(
    interval: dict[str, int], next_tick: str
) -> None:
    """Whenever each was started: minutes begin on the minute, days at midnight, weeks on Monday."""
    one = await started("2026-11-01T09:00:02.345+00:00", trigger="interval", **interval)
    other = await started("2026-11-01T09:00:07.654+00:00", trigger="interval", **interval)

    assert one.next_run_time == other.next_run_time
    assert one.next_run_time == datetime.fromisoformat(next_tick).replace(tzinfo=UTC)


# --8<-- [end:intervals]


async def test_an_interval_starts_when_it_is_told_to() -> None:
    """A start_date is the same in every scheduler already."""
    own = {"trigger": "interval", "minutes": 5, "start_date": "2026-01-01T00:03:00"}

    job = await started("2026-11-01T09:00:02.345+00:00", **own)

    assert job.next_run_time == datetime(2026, 11, 1, 9, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    "options",
    [
        {"trigger": "date", "run_date": NINE},
        {"trigger": "cron", "hour": 9},
        {"trigger": OrTrigger([MONDAY, FIRST])},
        {"trigger": AndTrigger([MONDAY, FIRST])},
        {"trigger": "interval", "minutes": 5, "jitter": 3, "executor": "each-process"},
    ],
)
async def test_other_triggers_that_are_the_same_everywhere_are_taken(
    options: dict[str, object],
) -> None:
    """So is anything that each process does for itself, and no one claims."""
    assert (await started("2026-11-01T08:00:00.123+00:00", **options)).next_run_time


# --8<-- [start:refused]
@pytest.mark.parametrize(
    "options",
    [
        {"trigger": "date"},
        {"trigger": "cron", "hour": 9, "jitter": 60},
        {"trigger": "interval", "minutes": 5, "jitter": 60},
        {"trigger": "calendarinterval", "months": 1},
        {"trigger": OrTrigger([MONDAY, IntervalTrigger(days=2)])},
        {"trigger": AndTrigger([MONDAY, FIRST], jitter=60)},
        {"trigger": OrTrigger([MONDAY, CronTrigger(hour=9, jitter=60)])},
    ],
)
async def test_a_job_that_each_scheduler_would_run_is_refused(options: dict[str, object]) -> None:
    """Their ticks depend on the moment of the start, or on chance: no claim keeps them apart."""
    with pytest.raises(ConfigurationError, match=r"^The job job would run in each scheduler"):
        await started("2026-11-01T09:00:02.345+00:00", **options)


# --8<-- [end:refused]
