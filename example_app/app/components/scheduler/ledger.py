"""Records each tick in the database, and tries again for a while: a short outage must lose none."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import structlog
from apscheduler.job import Job

from app.components.scheduler.patience import patiently
from app.core.constants import MISFIRE_GRACE_SECONDS, SKIPPED_TICKS_LIMIT
from app.core.errors import DatabaseNotReadyError
from app.services.job_runs import claim_run, finish_run, record_skipped

log = structlog.get_logger(__name__)


# --8<-- [start:ledger]
class Ledger:
    """Claims ticks and records what became of them; after `close()` it no longer waits."""

    def __init__(self) -> None:
        self._closing = asyncio.Event()

    def close(self) -> None:
        """Give up what waits for the database to come back: another scheduler may claim it."""
        self._closing.set()

    async def claim(self, job: Job, tick: datetime) -> bool:
        """Whether this process is to run the tick.

        Raises:
            DatabaseNotReadyError: There was no answer within the job's grace.
        """
        now, attempts = datetime.now(UTC), count()
        grace = timedelta(seconds=job.misfire_grace_time or MISFIRE_GRACE_SECONDS)
        return await patiently(
            lambda: claim_run(job.id, tick, asked_at=now, again=next(attempts) > 0),
            seconds=(tick + grace - now).total_seconds(),
            hurry=self._closing,
        )

    async def finish(self, job_id: str, tick: datetime, error: str | None) -> None:
        """Record how a run ended; if that can't be done, the log holds it."""
        now, task = datetime.now(UTC), asyncio.current_task()
        is_cut_off = task is not None and task.cancelling()
        try:
            await patiently(
                lambda: finish_run(job_id, tick, error, finished_at=now),
                seconds=0 if is_cut_off else MISFIRE_GRACE_SECONDS,
            )
        except BaseException:
            outcome = error or "finished"
            log.warning("run_not_recorded", job=job_id, scheduled_for=str(tick), outcome=outcome)
            raise

    async def skip(self, job_id: str, ticks: Sequence[datetime], why: str) -> None:
        """Log and record ticks that this process leaves out; another one may still run them."""
        first, last = str(ticks[0]), str(ticks[-1])
        log.warning("ticks_skipped", job=job_id, ticks=len(ticks), first=first, last=last, why=why)
        newest, why = ticks[-SKIPPED_TICKS_LIMIT:], f"skipped: {why}"
        try:
            await patiently(
                lambda: record_skipped(job_id, newest, why), MISFIRE_GRACE_SECONDS, self._closing
            )
        except DatabaseNotReadyError as error:
            log.warning("skipped_ticks_not_recorded", job=job_id, error=str(error))


# --8<-- [end:ledger]
