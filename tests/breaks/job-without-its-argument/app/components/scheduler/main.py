"""A job that is declared without the user it is for."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.services.report_service import generate_monthly_report


def create_scheduler(
    claiming: ClaimingExecutor, each_process: DrainingExecutor
) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": claiming})
    # --8<-- [start:job]
    scheduler.add_job(
        generate_monthly_report,
        trigger="cron",
        day=1,
        hour=6,
        minute=0,
        id="monthly-report-123",
    )
    # --8<-- [end:job]
    return scheduler
