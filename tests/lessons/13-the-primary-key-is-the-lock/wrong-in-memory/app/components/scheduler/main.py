"""The clock: which job runs when. Jobs are declared here by hand and call services."""

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.heartbeat import beat
from app.components.scheduler.liveness import show_life
from app.core.constants import HEARTBEAT_SECONDS, MISFIRE_GRACE_SECONDS
from app.services.job_runs import prune_job_runs
from app.services.report_service import generate_monthly_report
from app.services.reports import generate_daily_report


_taken = set()


class OnceExecutor(DrainingExecutor):
    def submit_job(self, job, run_times):
        tick = (job.id, run_times[0])
        if tick not in _taken:
            _taken.add(tick)
            super().submit_job(job, run_times)


# --8<-- [start:jobs]
def register_jobs(scheduler: AsyncIOScheduler) -> None:
    """Declare every job, with the id under which its ticks are claimed."""
    scheduler.add_job(
        generate_daily_report,
        trigger="cron",
        hour=9,
        minute=0,
        id="daily-report",
    )
    # --8<-- [start:monthly]
    scheduler.add_job(
        generate_monthly_report,
        args=[123],
        trigger="cron",
        day=1,
        hour=6,
        minute=0,
        id="monthly-report-123",
    )
    # --8<-- [end:monthly]
    scheduler.add_job(
        prune_job_runs,
        trigger="cron",
        day_of_week="sun",
        hour=4,
        minute=0,
        id="prune-job-runs",
    )
    scheduler.add_job(
        beat,
        args=[scheduler],
        trigger="interval",
        seconds=HEARTBEAT_SECONDS,
        id="heartbeat",
        executor="each-process",
    )
    scheduler.add_job(
        show_life,
        trigger="interval",
        seconds=HEARTBEAT_SECONDS,
        id="liveness",
        executor="each-process",
    )


# --8<-- [end:jobs]


# --8<-- [start:scheduler]
def create_scheduler(
    claiming: ClaimingExecutor, each_process: DrainingExecutor
) -> AsyncIOScheduler:
    """A scheduler with every job, not started; a memory store, because the code is the store."""
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        executors={"default": OnceExecutor(), "each-process": each_process},
        job_defaults={
            "coalesce": True,
            "max_instances": 1,
            "misfire_grace_time": MISFIRE_GRACE_SECONDS,
        },
    )
    register_jobs(scheduler)
    return scheduler


# --8<-- [end:scheduler]
