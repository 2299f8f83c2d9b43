"""Runs each tick of each job in one process only, however many schedulers there are."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from functools import partial
from typing import Any

import structlog
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.executors.base import MaxInstancesReachedError, run_coroutine_job
from apscheduler.job import Job
from apscheduler.schedulers.base import BaseScheduler

from app.components.scheduler.ledger import Ledger
from app.components.scheduler.outcomes import why_it_failed
from app.components.scheduler.ticks import (
    anchor_intervals,
    passed_over,
    refuse_ticks_of_its_own,
)
from app.core.errors import DatabaseNotReadyError

log = structlog.get_logger(__name__)

JOB_STORE = "default"


class DrainingExecutor(AsyncIOExecutor):  # type: ignore[misc]  # APScheduler has no types
    """Runs jobs in this process, and can wait for those that it has begun."""

    def start(self, scheduler: BaseScheduler, alias: str) -> None:
        """Give each interval the same ticks in every process."""
        super().start(scheduler, alias)
        anchor_intervals(self._own_jobs(scheduler, alias))

    def _own_jobs(self, scheduler: BaseScheduler, alias: str) -> list[Job]:
        return [job for job in scheduler.get_jobs() if job.executor == alias]

    # --8<-- [start:drain]
    async def drain(self, seconds: float) -> None:
        """Let running jobs finish, at most `seconds`; `shutdown()` would cancel them."""
        if not self._pending_futures:
            return
        _done, running = await asyncio.wait(set(self._pending_futures), timeout=seconds)
        if running:
            log.error("jobs_cut_off", jobs=len(running), after_seconds=seconds)
            for task in running:
                task.cancel()
            await asyncio.wait(running)

    # --8<-- [end:drain]


# --8<-- [start:executor]
class ClaimingExecutor(DrainingExecutor):
    """Claims `(job, time)` in the database before it runs a job, so registration stays plain."""

    def start(self, scheduler: BaseScheduler, alias: str) -> None:
        """Refuse what can't be claimed before any job runs."""
        super().start(scheduler, alias)
        refuse_ticks_of_its_own(self._own_jobs(scheduler, alias))
        self._ledger = Ledger()
        self._turns: dict[str, asyncio.Semaphore] = {}

    async def drain(self, seconds: float) -> None:
        """Also give up ticks that wait for the database: none of them has begun."""
        self._ledger.close()
        await super().drain(seconds)

    def submit_job(self, job: Job, run_times: list[datetime]) -> None:
        """Let each tick wait for its turn; skip those that come due while the job runs."""
        if late := passed_over(job, run_times[0]):
            self._begin(job.id, self._ledger.skip(job.id, late, "the scheduler was late"))
        if self._instances[job.id] >= job.max_instances:
            self._begin(job.id, self._ledger.skip(job.id, run_times, "the job still ran"))
            raise MaxInstancesReachedError(job)
        for tick in run_times:
            self._begin(job.id, self._claim_and_run(job, tick))

    async def _claim_and_run(self, job: Job, tick: datetime) -> None:
        async with self._turns.setdefault(job.id, asyncio.Semaphore(job.max_instances)):
            try:
                is_mine = await self._ledger.claim(job, tick)
            except DatabaseNotReadyError as error:
                log.warning("tick_not_claimed", job=job.id, error=str(error))
                await self._ledger.skip(job.id, [tick], "the database didn't answer in time")
            else:
                if is_mine:
                    await self._run(job, tick)
                else:
                    log.info("tick_already_taken", job=job.id, scheduled_for=tick.isoformat())

    async def _run(self, job: Job, tick: datetime) -> None:
        log.info("job_started", job=job.id, scheduled_for=tick.isoformat())
        self._instances[job.id] += 1
        (event,) = await run_coroutine_job(job, JOB_STORE, [tick], self._logger.name)
        self._run_job_success(job.id, [event])
        error = why_it_failed(event)
        if error is None:
            log.info("job_finished", job=job.id)
        else:
            log.error("job_failed", job=job.id, error=error)
        await self._ledger.finish(job.id, tick, error)

    # --8<-- [end:executor]

    def _begin(self, job_id: str, work: Coroutine[Any, Any, None]) -> None:
        task = self._eventloop.create_task(work)
        self._pending_futures.add(task)
        task.add_done_callback(partial(self._ended, job_id))

    def _ended(self, job_id: str, task: "asyncio.Task[None]") -> None:
        self._pending_futures.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("tick_failed", job=job_id, exc_info=error)
