"""The job that proves that jobs run: it tells the database which jobs this process has."""

from apscheduler.schedulers.base import BaseScheduler

from app.services.system.heartbeat import record_heartbeat
from app.services.system.models import ScheduledJob


async def beat(scheduler: BaseScheduler) -> None:
    """Record a heartbeat with every job and its next run."""
    await record_heartbeat(
        [
            ScheduledJob(id=job.id, trigger=str(job.trigger), next_run_at=job.next_run_time)
            for job in scheduler.get_jobs()
        ]
    )
