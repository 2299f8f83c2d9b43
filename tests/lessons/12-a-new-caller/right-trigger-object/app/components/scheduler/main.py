"""The clock: which job runs when. Jobs are declared here by hand and call services."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from app.core.constants import MISFIRE_GRACE_SECONDS
from app.services.reports import generate_daily_report


def register_jobs(scheduler: AsyncIOScheduler) -> None:
    """Declare every job."""
    scheduler.add_job(
        generate_daily_report, CronTrigger(hour=9, timezone="UTC"), id="daily"
    )


def create_scheduler() -> AsyncIOScheduler:
    """A scheduler with every job, not started; it counts in UTC, as every server does."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "misfire_grace_time": MISFIRE_GRACE_SECONDS},
    )
    register_jobs(scheduler)
    return scheduler
