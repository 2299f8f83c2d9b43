"""The life of the scheduler process: its own start and stop, apart from the backend's hooks."""

import asyncio
import signal
from contextlib import AsyncExitStack

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.scheduler.clock import watch_clock
from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.heartbeat import announce
from app.components.scheduler.liveness import end_life, show_life
from app.components.scheduler.main import create_scheduler
from app.core.config import settings
from app.core.engine import dispose_engine
from app.core.errors import DatabaseNotReadyError
from app.core.http import close_http_client, open_http_client
from app.core.schema import check_database
from app.services.system.heartbeat import remove_heartbeat

log = structlog.get_logger(__name__)


# --8<-- [start:run]
async def run() -> None:
    """Run jobs until SIGTERM; running jobs then get `SHUTDOWN_GRACE` seconds to finish.

    Raises:
        ConfigurationError: A job can't be claimed, or the sign of life can't be written.
        DatabaseNotReadyError: The database can't be used; whatever was started is stopped.
    """
    stop = asyncio.Event()
    for number in _signals_that_stop():
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    # Each step says how it is undone: in reverse, whatever fails before, between or after.
    async with AsyncExitStack() as undo:
        undo.callback(dispose_engine)
        await check_database()
        await open_http_client()
        undo.push_async_callback(close_http_client)
        undo.callback(end_life)
        await show_life()
        claiming, each_process = ClaimingExecutor(), DrainingExecutor()
        scheduler = create_scheduler(claiming, each_process)
        scheduler.start()
        undo.push_async_callback(_say_goodbye)
        undo.push_async_callback(_finish_jobs, scheduler, claiming, each_process)
        await announce(scheduler)
        log.info("scheduler_started", jobs=[job.id for job in scheduler.get_jobs()])
        await watch_clock(scheduler, until=stop)
        log.info("scheduler_stopping")
    log.info("scheduler_stopped")


def _signals_that_stop() -> set[signal.Signals]:
    stopping = {signal.SIGTERM, signal.SIGINT}
    # A closed terminal; `nohup` has it ignored.
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        stopping.add(signal.SIGHUP)
    return stopping


async def _finish_jobs(scheduler: AsyncIOScheduler, *executors: DrainingExecutor) -> None:
    scheduler.pause()
    await asyncio.gather(*(executor.drain(settings.SHUTDOWN_GRACE) for executor in executors))
    scheduler.shutdown(wait=False)


async def _say_goodbye() -> None:
    try:
        await remove_heartbeat()
    except DatabaseNotReadyError as error:
        # No reason to fail: a heartbeat that stays is stale before long.
        log.warning("heartbeat_not_removed", error=str(error))


# --8<-- [end:run]
