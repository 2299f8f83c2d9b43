"""Gives the dashboard something to show: run inside the example app, it makes a few past runs."""

import asyncio
from datetime import UTC, datetime, timedelta

from app.services.job_runs import claim_run, finish_run
from app.services.report_service import generate_monthly_report


async def make_past() -> None:
    """Three mornings, one of them a bad one, and a report for each sample user."""
    nine = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
    for days, error in ((3, None), (2, "No space left on device"), (1, None)):
        await claim_run("daily-report", nine - timedelta(days=days))
        await finish_run("daily-report", nine - timedelta(days=days), error)
    for user_id in (123, 42):
        await generate_monthly_report(user_id)


if __name__ == "__main__":
    asyncio.run(make_past())
