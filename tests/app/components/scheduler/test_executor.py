"""Running a tick once, recording how it went, and letting it finish."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs

from app.components.scheduler.executor import ClaimingExecutor
from app.core.config import Settings, use_settings
from app.core.database import dispose_engine
from app.services.job_runs import claim_run, list_job_runs

Work = Callable[[], Awaitable[object]]


class Clock:
    """A scheduler with one job that is due, and the events it reports."""

    def __init__(self) -> None:
        self.executor = ClaimingExecutor()
        self.scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": self.executor})
        self.events: asyncio.Queue[int] = asyncio.Queue()
        self.scheduler.add_listener(
            lambda event: self.events.put_nowait(event.code),
            EVENT_JOB_EXECUTED | EVENT_JOB_ERROR | EVENT_JOB_MISSED,
        )
        self.scheduler.start()

    def run(self, work: Work) -> None:
        """Make `work` a job that is due now."""
        self.scheduler.add_job(work, "date", id="job", misfire_grace_time=60)

    async def submit(self, work: Work, at: datetime, seconds: float = 10) -> None:
        """Hand one tick to the executor, as the scheduler does, and wait for its end."""
        never = datetime.now(UTC) + timedelta(days=1)
        job = self.scheduler.add_job(work, "date", run_date=never, id="job", misfire_grace_time=60)
        self.executor.submit_job(job, [at])
        await self.executor.drain(seconds)


@pytest.fixture
async def clock(each_database: Settings) -> AsyncIterator[Clock]:
    """A started scheduler; shut down at the end."""
    clock = Clock()
    yield clock
    clock.scheduler.shutdown(wait=False)


async def test_a_run_is_recorded_with_its_end(clock: Clock) -> None:
    """A job that succeeds leaves a run without an error."""

    async def work() -> None:
        pass

    clock.run(work)

    assert await clock.events.get() == EVENT_JOB_EXECUTED
    (run,) = await list_job_runs()
    assert run.finished_at is not None
    assert run.error is None


async def test_a_failure_is_recorded_logged_and_reported(clock: Clock) -> None:
    """The error stands in the run; the scheduler goes on."""

    async def work() -> None:
        raise OSError("disk full")

    with capture_logs() as logs:
        clock.run(work)
        assert await clock.events.get() == EVENT_JOB_ERROR

    (run,) = await list_job_runs()
    assert run.error == "OSError: disk full"
    assert ("job_failed", "OSError: disk full") in [
        (log["event"], log.get("error")) for log in logs
    ]


async def test_a_tick_that_another_process_took_is_not_run(clock: Clock) -> None:
    """Nor reported as a failure: it ran, elsewhere."""
    at = datetime.now(UTC)
    await claim_run("job", at)

    async def work() -> None:
        pytest.fail("another process runs it")

    with capture_logs() as logs:
        await clock.submit(work, at)

    assert clock.events.empty()
    assert [log["event"] for log in logs] == ["tick_taken_by_another_process"]


async def test_a_stop_before_the_claim_is_answered_runs_nothing(clock: Clock) -> None:
    """Nobody may run what nobody was told to run."""

    async def work() -> None:
        pytest.fail("the scheduler was stopped before")

    await clock.submit(work, datetime.now(UTC), seconds=0)

    assert clock.events.empty()


async def test_a_tick_that_comes_too_late_is_skipped_and_said_so(clock: Clock) -> None:
    """The policy is explicit: later than the grace time is not run at all."""

    async def work() -> None:
        pytest.fail("it was too late")

    await clock.submit(work, datetime.now(UTC) - timedelta(minutes=5))

    assert clock.events.get_nowait() == EVENT_JOB_MISSED
    (run,) = await list_job_runs()
    assert run.error == "skipped: too late"


async def test_without_the_database_nobody_runs_and_the_log_says_so(
    clock: Clock, each_database: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    """Who may run can't be asked, so nobody does: a tick is lost, never doubled."""

    async def work() -> None:
        pytest.fail("nobody may run it")

    gone = {"DATABASE_URL": "postgresql+psycopg://nobody@127.0.0.1:9/app"}
    with use_settings(each_database.model_copy(update=gone)):
        await clock.submit(work, datetime.now(UTC))
        dispose_engine()

    assert "Error running job job" in caplog.text
    assert "can't be used" in caplog.text


# --8<-- [start:drain]
async def test_draining_lets_a_running_job_finish(clock: Clock) -> None:
    """`AsyncIOScheduler.shutdown()` alone would have cancelled it."""
    started, may_end = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        started.set()
        await may_end.wait()

    clock.run(work)
    await started.wait()
    draining = asyncio.ensure_future(clock.executor.drain(5))
    may_end.set()
    await draining

    assert clock.events.get_nowait() == EVENT_JOB_EXECUTED


# --8<-- [end:drain]


async def test_a_job_that_never_ends_is_cut_off_and_said_so(clock: Clock) -> None:
    """A stop must end; the log and the run say what it cost."""
    started = asyncio.Event()

    async def work() -> None:
        started.set()
        await asyncio.Event().wait()

    clock.run(work)
    await started.wait()
    with capture_logs() as logs:
        await clock.executor.drain(0)

    assert [log["jobs"] for log in logs if log["event"] == "jobs_cut_off"] == [1]
    (run,) = await list_job_runs()
    assert run.error == "cut off: the scheduler was stopped"
