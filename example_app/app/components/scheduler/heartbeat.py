"""The job that proves that jobs run: it tells the database which jobs this process has."""

import structlog
from apscheduler.schedulers.base import BaseScheduler

from app.core.errors import DatabaseNotReadyError
from app.services.system.heartbeat import record_heartbeat
from app.services.system.models import ScheduledJob

log = structlog.get_logger(__name__)


async def announce(scheduler: BaseScheduler) -> None:
    """Record a heartbeat with every job and its next run.

    Raises:
        DatabaseNotReadyError: It can't be recorded.
    """
    await record_heartbeat(
        [
            ScheduledJob(id=job.id, trigger=str(job.trigger), next_run_at=job.next_run_time)
            for job in scheduler.get_jobs()
        ]
    )


async def beat(scheduler: BaseScheduler) -> None:
    """The same as a job: the next beat comes soon, so one that fails is a warning."""
    try:
        await announce(scheduler)
    except DatabaseNotReadyError as error:
        log.warning("heartbeat_not_recorded", error=str(error))
