"""Runs two schedulers on one database, each as in a process of its own, and counts."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine

from integration_patterns.learn.asking import (
    describe,
    expect,
    fail,
    forget_app,
    load,
    place,
    result_of,
)

FILE = "app/components/scheduler/main.py"
ONCE = {"daily-report", "monthly-report-123", "prune-job-runs"}
EVERYWHERE = {"heartbeat", "liveness"}
Ran = dict[str, Counter[str]]


@pytest.fixture(name="ran")
def _ran(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ran:
    """How often each job of two schedulers ran, by job and scheduler, when all were due once."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/app.db")
    ran: Ran = {}

    async def both() -> None:
        tick = datetime.now(UTC).replace(microsecond=0)
        for name in ("one", "two"):
            # Imported anew: a process shares its memory with no other.
            monkeypatch.setenv("INSTANCE_ID", name)
            forget_app()
            if name == "one":
                _make_tables(tmp_path / "app.db")
            schedulers.append(_scheduler(name, ran))
        for scheduler in schedulers:
            for job in scheduler.get_jobs():
                scheduler._lookup_executor(job.executor).submit_job(job, [tick])
        for scheduler in schedulers:
            await _finished(scheduler)
            scheduler.shutdown(wait=False)

    schedulers: list[Any] = []
    try:
        result_of(both)
    except Exception as error:  # noqa: BLE001 - whatever a learner's scheduler does
        fail(f"The schedulers didn't start: {describe(error)}", look=place(error) or FILE)
    return ran


def _make_tables(file: Path) -> None:
    engine = create_engine(f"sqlite:///{file}")
    load("app.core.tables", "Base").metadata.create_all(engine)
    engine.dispose()


def _scheduler(name: str, ran: Ran) -> Any:
    executors = load("app.components.scheduler.executor")
    create = load("app.components.scheduler.main", "create_scheduler")
    scheduler = create(executors.ClaimingExecutor(), executors.DrainingExecutor())
    scheduler.start(paused=True)
    assert name == load("app.core.config").settings.INSTANCE_ID
    for job in scheduler.get_jobs():
        job.modify(func=_counted(ran.setdefault(job.id, Counter()), name), args=(), kwargs={})
    return scheduler


def _counted(counter: Counter[str], name: str) -> Any:
    async def run() -> None:
        counter[name] += 1
        await asyncio.sleep(0)

    return run


async def _finished(scheduler: Any) -> None:
    for executor in scheduler._executors.values():
        while running := set(executor._pending_futures):
            await asyncio.wait(running)


def test_a_tick_runs_once(ran: Ran) -> None:
    """Each tick of a report runs once, however many schedulers there are."""
    if strange := [job for job in ran if job.endswith(("one", "two"))]:
        fail(
            f"Each scheduler has a job id of its own: {', '.join(strange)}. Then each claims a row "
            "of its own, and both run the job.",
            expected="the same id in every process: the row (job, time) is what they compete for",
            look=FILE,
        )
    for job in sorted(ONCE):
        times = sum(ran.get(job, Counter()).values())
        expect(
            times == 1,
            f"Two schedulers, one tick: {job} ran {'twice' if times == 2 else f'{times} times'}, "
            "once in each. Each process has a memory of its own, so neither a set, nor a lock, nor "
            "max_instances in one sees what the other does.",
            expected="once: the job's executor is the ClaimingExecutor. It writes a row (job, "
            "time) into the database first, and the primary key lets only one process do so",
            look=FILE,
        )


def test_signs_of_life_come_from_each(ran: Ran) -> None:
    """The heartbeat and the sign of life run in each scheduler."""
    for job in sorted(EVERYWHERE):
        found = sorted(ran.get(job, Counter()))
        expect(
            found == ["one", "two"],
            f"{job} ran in {' and '.join(found) or 'no scheduler'} only. It says that *this* "
            "process lives, so the other one looks dead.",
            expected="an executor that claims nothing for this job, such as "
            'executor="each-process"',
            look=FILE,
        )
