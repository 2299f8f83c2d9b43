"""The clock: which job runs when. Jobs are declared here by hand and call services."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.core.constants import MISFIRE_GRACE_SECONDS


def register_jobs(scheduler: AsyncIOScheduler) -> None:
    """Declare every job."""


def create_scheduler() -> AsyncIOScheduler:
    """A scheduler with every job, not started; it counts in UTC, as every server does."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "misfire_grace_time": MISFIRE_GRACE_SECONDS},
    )
    register_jobs(scheduler)
    return scheduler
