"""Claims: of all schedulers, one runs a tick."""

import asyncio
from datetime import UTC, datetime, timedelta

from app.core.config import Settings
from app.services.job_runs import claim_run, finish_run, list_job_runs, prune_job_runs

NINE = datetime(2026, 11, 1, 9, tzinfo=UTC)


# --8<-- [start:claimed-once]
async def test_a_tick_is_claimed_once(each_database: Settings) -> None:
    """However many ask at the same time, exactly one is told yes."""
    answers = await asyncio.gather(*(claim_run("daily-report", NINE) for _ in range(10)))

    assert sorted(answers) == [False] * 9 + [True]


# --8<-- [end:claimed-once]


async def test_another_tick_or_another_job_is_another_claim(each_database: Settings) -> None:
    """The claim is on the pair of job and time."""
    assert await claim_run("daily-report", NINE)
    assert await claim_run("daily-report", NINE + timedelta(days=1))
    assert await claim_run("monthly-report-123", NINE)


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
