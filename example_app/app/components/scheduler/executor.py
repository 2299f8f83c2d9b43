"""Runs each tick of each job in one process only, however many schedulers there are."""

import asyncio
from datetime import datetime
from functools import partial

import structlog
from apscheduler.events import EVENT_JOB_EXECUTED, EVENT_JOB_MISSED, JobExecutionEvent
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.executors.base import run_coroutine_job
from apscheduler.job import Job

from app.services.job_runs import claim_run, finish_run

log = structlog.get_logger(__name__)

JOB_STORE = "default"


class DrainingExecutor(AsyncIOExecutor):  # type: ignore[misc]  # APScheduler has no types
    """Runs jobs in this process, and can wait for those that it has begun."""

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

    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:
        task = self._eventloop.create_task(self._claim_and_run(job, run_times))
        self._pending_futures.add(task)
        task.add_done_callback(partial(self._report, job.id))

    async def _claim_and_run(self, job: Job, run_times: list[datetime]) -> list[JobExecutionEvent]:
        events: list[JobExecutionEvent] = []
        for scheduled_for in run_times:
            if await claim_run(job.id, scheduled_for):
                events += await self._run(job, scheduled_for)
            else:
                log.info("tick_taken_by_another_process", job=job.id)
        return events

    async def _run(self, job: Job, scheduled_for: datetime) -> list[JobExecutionEvent]:
        log.info("job_started", job=job.id, scheduled_for=scheduled_for.isoformat())
        events: list[JobExecutionEvent] = await run_coroutine_job(
            job, JOB_STORE, [scheduled_for], self._logger.name
        )
        for event in events:
            error = _why_it_failed(event)
            await finish_run(job.id, scheduled_for, error)
            if error is None:
                log.info("job_finished", job=job.id)
            else:
                log.error("job_failed", job=job.id, error=error)
        return events

    # --8<-- [end:executor]

    def _report(self, job_id: str, task: "asyncio.Task[list[JobExecutionEvent]]") -> None:
        self._pending_futures.discard(task)
        if task.cancelled():
            self._run_job_success(job_id, [])
        elif error := task.exception():
            self._run_job_error(job_id, error, error.__traceback__)
        else:
            self._run_job_success(job_id, task.result())


def _why_it_failed(event: JobExecutionEvent) -> str | None:
    if event.code == EVENT_JOB_EXECUTED:
        return None
    if event.code == EVENT_JOB_MISSED:
        return "skipped: too late"
    if isinstance(event.exception, asyncio.CancelledError):
        return "cut off: the scheduler was stopped"
    return f"{type(event.exception).__name__}: {event.exception}"
