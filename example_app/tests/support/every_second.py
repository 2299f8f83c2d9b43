"""Runs the scheduler with two jobs more, each second: an interval and a cron job.

Each of their runs is a line in the file `EVERY_SECOND_WITNESS`, which no database can lose.
"""

import asyncio
import os
from pathlib import Path

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.scheduler import main as jobs
from app.entrypoints.scheduler import main

JOBS = ("every-second", "cron-second")
WITNESS = "EVERY_SECOND_WITNESS"

register_jobs = jobs.register_jobs


def leave_a_line(line: str) -> None:
    """In one write, so that two processes never mix theirs."""
    with Path(os.environ[WITNESS]).open("a") as witness:
        witness.write(f"{line}\n")


async def work(job_id: str) -> None:
    """The job."""
    await asyncio.to_thread(leave_a_line, job_id)


def register_jobs_and_two_more(scheduler: AsyncIOScheduler) -> None:
    """As a reader would register them."""
    register_jobs(scheduler)
    interval, cron = JOBS
    scheduler.add_job(work, args=[interval], trigger="interval", seconds=1, id=interval)
    scheduler.add_job(work, args=[cron], trigger="cron", second="*", id=cron)


if __name__ == "__main__":
    jobs.register_jobs = register_jobs_and_two_more
    main()
