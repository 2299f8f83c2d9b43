"""The life of the scheduler process: its own start and stop, apart from the backend's hooks."""

import asyncio
import signal

import structlog

from app.components.scheduler.executor import ClaimingExecutor
from app.components.scheduler.heartbeat import beat
from app.components.scheduler.main import create_scheduler
from app.core.config import settings
from app.core.database import check_database, dispose_engine
from app.core.http import close_http_client, open_http_client
from app.services.system.heartbeat import remove_heartbeat

log = structlog.get_logger(__name__)


# --8<-- [start:run]
async def run() -> None:
    """Run jobs until SIGTERM; running jobs then get `SHUTDOWN_GRACE` seconds to finish.

    Raises:
        DatabaseNotReadyError: The database can't be used; nothing was started.
    """
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await check_database()
    await open_http_client()
    executor = ClaimingExecutor()
    scheduler = create_scheduler(executor)
    scheduler.start()
    await beat(scheduler)
    log.info("scheduler_started", jobs=[job.id for job in scheduler.get_jobs()])
    await stop.wait()
    log.info("scheduler_stopping")
    scheduler.pause()
    await executor.drain(settings.SHUTDOWN_GRACE)
    scheduler.shutdown(wait=False)
    await remove_heartbeat()
    await close_http_client()
    dispose_engine()
    log.info("scheduler_stopped")


# --8<-- [end:run]
