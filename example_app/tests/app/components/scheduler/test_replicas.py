"""Two schedulers with the same job: what each executor makes of one tick."""

import asyncio
from datetime import UTC, datetime

import pytest
from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from app.components.scheduler.executor import ClaimingExecutor


# --8<-- [start:replicas]
@pytest.mark.usefixtures("each_database")
@pytest.mark.parametrize(("executor", "runs"), [(ClaimingExecutor, 1), (AsyncIOExecutor, 2)])
async def test_one_tick_of_two_schedulers(executor: type[AsyncIOExecutor], runs: int) -> None:
    """Claimed, it runs once; with the library's own executor it runs in both."""
    ran: list[None] = []

    async def work() -> None:
        ran.append(None)

    tick = datetime.now(UTC).replace(microsecond=0)
    schedulers = [AsyncIOScheduler(executors={"default": executor()}) for _ in range(2)]
    for scheduler in schedulers:
        scheduler.add_job(work, "date", run_date=tick, id="job", misfire_grace_time=60)
        scheduler.start()
    async with asyncio.timeout(10):
        for scheduler in schedulers:
            while scheduler.get_jobs():
                await asyncio.to_thread(lambda: None)
            await asyncio.gather(*scheduler._lookup_executor("default")._pending_futures)
            scheduler.shutdown(wait=False)

    assert len(ran) == runs


# --8<-- [end:replicas]
