"""The jobs that are declared, and when they run."""

from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.main import create_scheduler
from app.core.config import Settings
from app.core.constants import MISFIRE_GRACE_SECONDS
from app.services.system.heartbeat import list_heartbeats

IDS = {"daily-report", "monthly-report-123", "prune-job-runs", "heartbeat", "liveness"}


@pytest.fixture
def scheduler(app_settings: Settings) -> AsyncIOScheduler:
    """The scheduler with all its jobs, paused, so that nothing runs by itself."""
    return create_scheduler(ClaimingExecutor(), DrainingExecutor())


@pytest.fixture
async def jobs(scheduler: AsyncIOScheduler) -> dict[str, Job]:
    """Every job by its id, with the scheduler's defaults."""
    scheduler.start(paused=True)
    found = {job.id: job for job in scheduler.get_jobs()}
    scheduler.shutdown(wait=False)
    return found


# --8<-- [start:times]
@pytest.mark.parametrize(
    ("job_id", "now", "then"),
    [
        ("daily-report", "2026-11-01T08:59", "2026-11-01T09:00"),
        ("daily-report", "2026-11-01T09:00:01", "2026-11-02T09:00"),
        ("monthly-report-123", "2026-11-01T06:01", "2026-12-01T06:00"),
        ("prune-job-runs", "2026-11-23T12:00", "2026-11-29T04:00"),
    ],
)
async def test_jobs_run_when_the_code_says(
    jobs: dict[str, Job], job_id: str, now: str, then: str
) -> None:
    """In UTC, so no change of the clocks skips or repeats one."""
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)

    assert jobs[job_id].trigger.get_next_fire_time(None, moment) == datetime.fromisoformat(
        then
    ).replace(tzinfo=UTC)


# --8<-- [end:times]


async def test_every_job_has_its_own_id_and_an_explicit_misfire_policy(
    jobs: dict[str, Job],
) -> None:
    """A random id would make a random claim; the defaults of the library forgive only a second."""
    assert set(jobs) == IDS
    for job in jobs.values():
        assert (
            job.misfire_grace_time,
            job.coalesce,
            job.max_instances,
        ) == (MISFIRE_GRACE_SECONDS, True, 1)


async def test_the_heartbeat_lists_every_job_and_its_next_run(
    scheduler: AsyncIOScheduler,
) -> None:
    """It is itself a job: when jobs stop running, it stops too."""
    scheduler.start(paused=True)
    heartbeat = scheduler.get_job("heartbeat")
    await heartbeat.func(*heartbeat.args)
    scheduler.shutdown(wait=False)

    beat = (await list_heartbeats())[0].heartbeat
    assert {job.id for job in beat.jobs} == IDS
    assert all(job.next_run_at > beat.beat_at - timedelta(seconds=1) for job in beat.jobs)
