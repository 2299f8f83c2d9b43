"""Running a tick once, recording how it went, and letting it finish."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.executors.base import MaxInstancesReachedError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs

from app.components.scheduler.executor import ClaimingExecutor
from app.core.config import Settings
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

    async def ended(self) -> int:
        """The next event, once all is recorded."""
        event = await self.events.get()
        await self.executor.drain(10)
        return event

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

    assert await clock.ended() == EVENT_JOB_EXECUTED
    (run,) = await list_job_runs()
    assert run.finished_at is not None
    assert run.error is None


async def test_a_failure_is_recorded_logged_and_reported(clock: Clock) -> None:
    """The error stands in the run; the scheduler goes on."""

    async def work() -> None:
        raise OSError("disk full")

    with capture_logs() as logs:
        clock.run(work)
        assert await clock.ended() == EVENT_JOB_ERROR

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
    assert [log["event"] for log in logs] == ["tick_already_taken"]


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
    assert run.error == "cut off: the scheduler was stopped before the job ended"


class UnspeakableError(Exception):
    """An exception of which even the text fails."""

    def __str__(self) -> str:
        raise LookupError("no text")


@pytest.mark.parametrize(
    ("error", "recorded"),
    [
        (ValueError("half \ud800, none \x00"), r"ValueError: half \ud800, none \x00"),
        (ValueError("x" * 10_000), "ValueError: " + "x" * 1987 + "…"),
        (UnspeakableError(), "UnspeakableError: its text can't be shown: LookupError"),
        (asyncio.CancelledError(), "CancelledError"),
        (SystemExit(3), "SystemExit: 3"),
    ],
)
async def test_any_error_of_a_job_is_recorded(
    clock: Clock, error: BaseException, recorded: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Also one that no database can store as it is, and one that looks like a stop."""
    # pytest can't hand half a character from process to process either.
    caplog.set_level("CRITICAL", logger="apscheduler")

    async def work() -> None:
        raise error

    clock.run(work)
    await clock.ended()

    (run,) = await list_job_runs()
    assert run.error == recorded


# --8<-- [start:skipped]
async def test_a_tick_that_comes_due_while_the_job_runs_is_recorded(clock: Clock) -> None:
    """It is skipped, and its row says why."""
    started, may_end = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        started.set()
        await may_end.wait()

    at = datetime.now(UTC)
    job = clock.scheduler.add_job(work, "date", run_date=at + timedelta(days=1), id="job")
    clock.executor.submit_job(job, [at])
    await started.wait()
    with pytest.raises(MaxInstancesReachedError):
        clock.executor.submit_job(job, [at + timedelta(seconds=1)])
    may_end.set()
    await clock.executor.drain(10)

    skipped, ran = await list_job_runs()
    assert (ran.error, ran.is_skipped) == (None, False)
    assert (skipped.error, skipped.is_skipped) == ("skipped: the job still ran", True)


async def test_ticks_that_a_late_scheduler_leaves_out_are_recorded(clock: Clock) -> None:
    """Of several that came due at once it runs the newest; the others say so."""

    async def work() -> None:
        pass

    now = datetime.now(UTC).replace(microsecond=0)
    due = now - timedelta(seconds=3)
    every_second = {"trigger": "interval", "seconds": 1, "start_date": due, "end_date": now}
    clock.scheduler.add_job(
        work, id="job", next_run_time=due, coalesce=True, misfire_grace_time=60, **every_second
    )
    await clock.ended()

    runs = await list_job_runs()
    assert [run.error for run in runs] == [None, *["skipped: the scheduler was late"] * 3]


# --8<-- [end:skipped]
