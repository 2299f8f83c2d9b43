"""What the rules about jobs say of APScheduler is what APScheduler does."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import time_machine
from apscheduler.jobstores.base import ConflictingIdError
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import create_engine

BERLIN = ZoneInfo("Europe/Berlin")


def report() -> None:
    """A job that a store can name."""


def start(store: Path, **options: object) -> list[str]:
    """Start a scheduler with the job as a process does, stop it, and return the ids it had."""
    engine = create_engine(f"sqlite:///{store}")
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(engine=engine)})
    scheduler.add_job(report, "cron", hour=9, **options)
    try:
        scheduler.start(paused=True)
        return [job.id for job in scheduler.get_jobs()]
    finally:
        if scheduler.running:
            scheduler.shutdown()
        # The scheduler's thread may have opened a connection while its store was shut down.
        engine.dispose()


def ticks(trigger: BaseTrigger, now: datetime) -> Iterator[datetime]:
    """Every time at which a job with this trigger runs, from now on."""
    previous = None
    while True:
        previous = now = trigger.get_next_fire_time(previous, now)
        yield now


def test_a_stored_job_without_an_id_is_there_once_more_after_each_start(tmp_path: Path) -> None:
    """job-has-id says so."""
    store = tmp_path / "jobs.db"

    assert [len(start(store)) for _ in range(3)] == [1, 2, 3]


def test_a_stored_job_with_an_id_must_replace_itself(tmp_path: Path) -> None:
    """job-has-id says so, and so `--fix` adds both."""
    store = tmp_path / "jobs.db"
    start(store, id="report")

    with pytest.raises(ConflictingIdError):
        start(store, id="report")

    assert start(store, id="report", replace_existing=True) == ["report"]


@pytest.mark.parametrize(
    ("midnight", "times"),
    [
        (datetime(2026, 3, 29, tzinfo=BERLIN), ["29 03:30+0200", "30 02:30+0200"]),
        (
            datetime(2026, 10, 25, tzinfo=BERLIN),
            ["25 02:30+0200", "25 02:30+0100", "26 02:30+0100"],
        ),
    ],
    ids=["spring", "autumn"],
)
def test_a_job_in_the_changed_hour_runs_late_in_spring_and_twice_in_autumn(
    midnight: datetime, times: list[str]
) -> None:
    """hours-survive-dst says so: at 03:30 on the day that has no 02:30."""
    trigger = CronTrigger(hour=2, minute=30, timezone=BERLIN)

    found = [
        one.astimezone(UTC).astimezone(BERLIN)  # a wall clock shows no time that doesn't exist
        for one in islice(ticks(trigger, midnight), len(times))
    ]

    assert [one.strftime("%d %H:%M%z") for one in found] == times


def test_in_utc_a_job_runs_once_a_day() -> None:
    trigger = CronTrigger(hour=2, minute=30, timezone="UTC")
    midnight = datetime(2026, 10, 24, tzinfo=UTC)

    assert [one.day for one in islice(ticks(trigger, midnight), 4)] == [24, 25, 26, 27]


def test_two_processes_have_the_same_interval_only_with_a_start_date() -> None:
    """ticks-coincide says so: otherwise each process counts from its own start."""
    later = datetime(2026, 5, 1, 13, tzinfo=UTC)

    def next_tick(started: datetime, start_date: str | None) -> datetime:
        with time_machine.travel(started, tick=False):
            trigger = IntervalTrigger(minutes=5, timezone="UTC", start_date=start_date)
        found: datetime = trigger.get_next_fire_time(None, later)
        return found

    first, second = later.replace(hour=12, second=3), later.replace(hour=12, second=58)
    assert next_tick(first, None) != next_tick(second, None)
    assert next_tick(first, "2026-01-01") == next_tick(second, "2026-01-01")
