"""Moves the clock over a day, and looks at what would run when."""

import asyncio
import inspect
from datetime import UTC, datetime, timedelta
from typing import Any

from integration_patterns.learn.asking import describe, expect, fail, load, place, result_of

FILE = "register_jobs() in app/components/scheduler/main.py"
MIDNIGHT = datetime(2026, 11, 2, tzinfo=UTC)


def jobs() -> list[Any]:
    """The jobs of a scheduler, as it has them once it is started."""

    async def started() -> list[Any]:
        scheduler = load("app.components.scheduler.main", "create_scheduler")()
        scheduler.start(paused=True)
        found = scheduler.get_jobs()
        scheduler.shutdown(wait=False)
        return list(found)

    try:
        return list(result_of(started))
    except Exception as error:  # noqa: BLE001 - whatever register_jobs() does
        if "callable" in str(error):
            fail(
                f"The scheduler didn't start: {describe(error)}",
                expected="the function itself, without brackets: add_job calls it later",
                look=place(error) or FILE,
            )
        fail(f"The scheduler didn't start: {describe(error)}", look=place(error) or FILE)


def ticks(job: Any, days: int = 1) -> list[datetime]:
    """When a job runs in the days after a midnight."""
    found: list[datetime] = []
    due = job.trigger.get_next_fire_time(None, MIDNIGHT)
    while due is not None and due < MIDNIGHT + timedelta(days=days):
        found.append(due.astimezone(UTC))
        due = job.trigger.get_next_fire_time(due, due + timedelta(microseconds=1))
    return found


def test_a_job_is_declared() -> None:
    """The scheduler has a job."""
    expect(
        jobs(),
        "The clock went from 08:59 to 09:01: 09:00 passed and nothing fired. The scheduler has no "
        "job.",
        expected="scheduler.add_job(…)",
        look=FILE,
    )


def test_it_runs_at_nine_and_at_no_other_time() -> None:
    """It runs at 09:00 UTC, once a day."""
    for job in jobs():
        if not hasattr(job.trigger, "fields"):
            fail(
                f"The job runs by {job.trigger!r}: an interval counts from the start of the "
                "process, so each restart moves the hour.",
                expected='trigger="cron" with an hour: a time of day',
                look=FILE,
            )
        times = [f"{moment:%H:%M}" for moment in ticks(job)]
        shown = ", ".join(times[:4]) + (f" and {len(times) - 4} more" if len(times) > 4 else "")
        expect(
            times == ["09:00"],
            f"On a day it runs at {shown} UTC.",
            expected="09:00, once: hour=9 and minute=0. An asterisk means every, and a minute "
            "without an hour means in every hour",
            look=FILE,
        )


def test_it_keeps_its_id() -> None:
    """It has the same id after a restart."""
    before, after = [[job.id for job in jobs()] for _ in range(2)]
    expect(
        before == after,
        f"It has no id, so each start makes one up: {', '.join(before)}, and after a restart "
        f"{', '.join(after)}. Nobody can say which job ran.",
        expected='id="…", the same at every start',
        look=FILE,
    )


def test_it_calls_the_service() -> None:
    """When it runs, the service makes one report."""
    made = load("app.services.reports", "daily_reports")
    for job in jobs():
        made.clear()
        is_awaited = inspect.iscoroutinefunction(job.func)
        result = job.func(*job.args, **job.kwargs)
        if asyncio.iscoroutine(result) and not is_awaited:
            result.close()
            fail(
                f"At 09:00, {job.name} returned a coroutine, and nobody awaits it: APScheduler "
                "awaits async functions only, and a lambda isn't one.",
                expected="the service itself: add_job(generate_daily_report, …)",
                look=FILE,
            )
        if asyncio.iscoroutine(result):
            asyncio.run(result)
        expect(
            len(made) == 1,
            f"At 09:00, the job {job.id} ran, and {len(made)} daily reports were made.",
            expected="one, by generate_daily_report() of app/services/reports.py",
            look=FILE,
        )
