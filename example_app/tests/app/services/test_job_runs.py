"""Claims: of all schedulers, one runs a tick."""

import asyncio
from datetime import UTC, datetime, timedelta

from app.core.config import Settings, use_settings
from app.services.job_runs import (
    claim_run,
    finish_run,
    list_job_runs,
    prune_job_runs,
    record_skipped,
)

NINE = datetime(2026, 11, 1, 9, tzinfo=UTC)
LATER = NINE + timedelta(days=1)


# --8<-- [start:claimed-once]
async def test_a_tick_is_claimed_once(each_database: Settings) -> None:
    """However many processes claim a tick at the same time, exactly one gets it."""
    answers = await asyncio.gather(*(claim_run("daily-report", NINE) for _ in range(10)))

    assert sorted(answers) == [False] * 9 + [True]


# --8<-- [end:claimed-once]


async def test_another_tick_or_another_job_is_another_claim(each_database: Settings) -> None:
    """The claim is on the pair of job and time."""
    assert await claim_run("daily-report", NINE)
    assert await claim_run("daily-report", NINE + timedelta(days=1))
    assert await claim_run("monthly-report-123", NINE)


# --8<-- [start:asked-again]
async def test_a_claim_that_was_not_answered_can_be_asked_for_again(
    each_database: Settings,
) -> None:
    """It is known by its moment; nobody else, and no other moment, gets that answer."""
    assert await claim_run("daily-report", NINE, asked_at=NINE)

    assert await claim_run("daily-report", NINE, asked_at=NINE, again=True)
    assert not await claim_run("daily-report", NINE, asked_at=NINE)
    assert not await claim_run("daily-report", NINE, asked_at=LATER, again=True)
    with use_settings(each_database.model_copy(update={"INSTANCE_ID": "other"})):
        assert not await claim_run("daily-report", NINE, asked_at=NINE, again=True)


# --8<-- [end:asked-again]


async def test_a_skipped_tick_is_recorded_and_can_still_be_claimed(
    each_database: Settings,
) -> None:
    """One process has skipped it, another one may still run it; a tick that ran is left alone."""
    await claim_run("daily-report", NINE)
    await record_skipped("daily-report", [NINE, LATER], "skipped: the job still ran")

    skipped, ran = await list_job_runs()
    assert (ran.claimed_by, ran.error) == ("test", None)
    assert (skipped.claimed_by, skipped.error) == ("", "skipped: the job still ran")

    assert await claim_run("daily-report", LATER)
    assert not await claim_run("daily-report", LATER)
    assert [run.error for run in await list_job_runs()] == [None, None]


async def test_an_error_is_stored_whatever_it_holds(each_database: Settings) -> None:
    """Half of a surrogate pair, a NUL, and far too much."""
    await claim_run("daily-report", NINE)
    await finish_run("daily-report", NINE, error="\ud800 \x00" + "x" * 10_000)

    (run,) = await list_job_runs()
    assert run.error == r"\ud800 \x00" + "x" * 1988 + "…"


async def test_a_run_shows_who_took_it_and_how_it_ended(each_database: Settings) -> None:
    """While it runs, it has no end; a failed one has its error."""
    await claim_run("daily-report", NINE)
    (running,) = await list_job_runs()
    await finish_run("daily-report", NINE, error="disk full")
    (finished,) = await list_job_runs()

    assert (running.claimed_by, running.finished_at, running.error) == ("test", None, None)
    assert finished.finished_at is not None
    assert finished.error == "disk full"


async def test_pruning_forgets_old_runs_only(each_database: Settings) -> None:
    """Older than 90 days goes, the rest stays."""
    now = datetime.now(UTC)
    await claim_run("daily-report", now - timedelta(days=91))
    await claim_run("daily-report", now - timedelta(days=89))

    await prune_job_runs()

    (kept,) = await list_job_runs()
    assert kept.scheduled_for == now - timedelta(days=89)
