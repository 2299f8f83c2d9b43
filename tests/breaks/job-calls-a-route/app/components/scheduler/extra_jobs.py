"""A job that calls a route, because the work was written there."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.backend.api.reports import create_report


def register(scheduler: AsyncIOScheduler) -> None:
    scheduler.add_job(create_report, args=[123], trigger="cron", hour=9, id="report")
