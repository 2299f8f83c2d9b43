"""Ticks that come due while the database is away for a moment, or for too long."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from structlog.testing import capture_logs
from structlog.typing import EventDict

from app.components.scheduler import ledger, patience
from app.components.scheduler.executor import ClaimingExecutor
from app.core.config import Settings, use_settings
from app.core.engine import dispose_engine
from app.core.errors import DatabaseNotReadyError
from app.services.job_runs import claim_run, list_job_runs

Work = Callable[[], Awaitable[object]]


@pytest.fixture(autouse=True)
def _ask_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The database is asked again at once."""
    monkeypatch.setattr(patience, "DATABASE_RETRY_SECONDS", 0.001)


@contextmanager
def outage(settings: Settings) -> Iterator[None]:
    """There is a folder where the database should be."""
    gone = {"DATABASE_URL": f"sqlite:///{settings.EXPORT_DIR.parent}"}
    with use_settings(settings.model_copy(update=gone)):
        yield
        dispose_engine()


@pytest.fixture
async def executor(each_database: Settings) -> AsyncIterator[ClaimingExecutor]:
    """A started executor with its scheduler; shut down at the end."""
    executor = ClaimingExecutor()
    scheduler = AsyncIOScheduler(timezone="UTC", executors={"default": executor})
    scheduler.start()
    yield executor
    scheduler.shutdown(wait=False)


def add(executor: ClaimingExecutor, work: Work, grace: float = 60) -> Job:
    """A job of which the test submits the ticks."""
    never = datetime.now(UTC) + timedelta(days=1)
    return executor._scheduler.add_job(work, "date", run_date=never, misfire_grace_time=grace)


async def seen(event: str, logs: Sequence[EventDict]) -> None:
    """Wait until an event is in the log."""
    while event not in [log["event"] for log in logs]:
        await asyncio.to_thread(lambda: None)


# --8<-- [start:outage]
async def test_no_tick_is_lost_to_a_short_outage(
    executor: ClaimingExecutor, each_database: Settings
) -> None:
    """Each that comes due meanwhile waits for the database, and then runs once."""
    ran: list[None] = []

    async def work() -> None:
        ran.append(None)

    job = add(executor, work)
    now = datetime.now(UTC)
    with outage(each_database), capture_logs() as logs:
        for seconds in range(3):
            executor.submit_job(job, [now + timedelta(seconds=seconds)])
        await seen("database_awaited", logs)
    await asyncio.gather(*executor._pending_futures)

    assert len(ran) == 3
    assert [run.error for run in await list_job_runs()] == [None] * 3


# --8<-- [end:outage]


async def test_a_tick_that_outlasts_its_grace_is_told(
    executor: ClaimingExecutor, each_database: Settings
) -> None:
    """Nobody may run it any more: the log says so, because the database can't."""

    async def work() -> None:
        pytest.fail("nobody may run it")

    with outage(each_database), capture_logs() as logs:
        executor.submit_job(add(executor, work), [datetime.now(UTC) - timedelta(seconds=60)])
        await executor.drain(10)

    events = [log["event"] for log in logs]
    assert events == ["tick_not_claimed", "ticks_skipped", "skipped_ticks_not_recorded"]


async def test_a_stop_does_not_wait_for_the_database(
    executor: ClaimingExecutor, each_database: Settings
) -> None:
    """A tick that waits hasn't begun: another scheduler may run it."""

    async def work() -> None:
        pytest.fail("nobody may run it")

    with outage(each_database):
        executor.submit_job(add(executor, work), [datetime.now(UTC)])
        await executor.drain(60)

    assert await list_job_runs() == []


async def test_a_claim_whose_answer_was_lost_is_asked_for_again(
    executor: ClaimingExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database had stored it; the line broke before it could say so. The job runs, once."""
    ran: list[None] = []
    answers_lost = [None]

    async def claim_over_a_bad_line(*tick: object, **asked: object) -> bool:
        answer = await claim_run(*tick, **asked)  # type: ignore[arg-type]  # handed on
        if answers_lost:
            answers_lost.pop()
            raise DatabaseNotReadyError("The line broke.")
        return answer

    async def work() -> None:
        ran.append(None)

    monkeypatch.setattr(ledger, "claim_run", claim_over_a_bad_line)
    executor.submit_job(add(executor, work), [datetime.now(UTC)])
    await asyncio.gather(*executor._pending_futures)

    assert len(ran) == 1


# --8<-- [start:finish]
async def test_a_run_that_ends_in_an_outage_is_recorded_later(
    executor: ClaimingExecutor, each_database: Settings
) -> None:
    """How the job went is one thing, and whether that could be written down another."""
    is_away = asyncio.Event()

    async def work() -> None:
        is_away.set()
        await asyncio.sleep(0)

    at = datetime.now(UTC)
    with capture_logs() as logs:
        job = add(executor, work)
        executor.submit_job(job, [at])
        await is_away.wait()
        with outage(each_database):
            await seen("database_awaited", logs)
            executor.submit_job(job, [at + timedelta(seconds=1)])
        await asyncio.gather(*executor._pending_futures)

    assert [run.error for run in await list_job_runs()] == [None, None]
    assert [log["event"] for log in logs].count("job_finished") == 2


# --8<-- [end:finish]


async def test_a_run_that_cannot_be_recorded_before_the_stop_is_logged(
    executor: ClaimingExecutor, each_database: Settings
) -> None:
    """The log has the outcome that the database could not take."""
    is_away, may_end = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        is_away.set()
        await may_end.wait()

    with capture_logs() as logs:
        executor.submit_job(add(executor, work), [datetime.now(UTC)])
        await is_away.wait()
        with outage(each_database):
            await executor.drain(0)

    assert [
        (log["event"], log.get("outcome")) for log in logs if log["event"].endswith("recorded")
    ] == [("run_not_recorded", "cut off: the scheduler was stopped before the job ended")]
    assert "tick_failed" in [log["event"] for log in logs]
