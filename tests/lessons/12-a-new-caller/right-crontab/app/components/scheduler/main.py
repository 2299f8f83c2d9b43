"""The clock: which job runs when. Jobs are declared here by hand and call services."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from app.core.constants import MISFIRE_GRACE_SECONDS
from app.services import reports


def register_jobs(scheduler: AsyncIOScheduler) -> None:
    """Declare every job."""
    every_morning = CronTrigger.from_crontab("0 9 * * *", timezone="UTC")
    scheduler.add_job(reports.generate_daily_report, every_morning, id="report-of-the-day")


def create_scheduler() -> AsyncIOScheduler:
    """A scheduler with every job, not started; it counts in UTC, as every server does."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "misfire_grace_time": MISFIRE_GRACE_SECONDS},
    )
    register_jobs(scheduler)
    return scheduler
