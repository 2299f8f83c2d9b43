"""No tick is missed and none runs twice, whatever happens to the database or a scheduler.

A few ticks and short faults; `FULL_PROOF=1` makes it sixty ticks and faults of eight seconds.
"""

import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url

from tests.support.databases import migrate
from tests.support.every_second import JOBS
from tests.support.postgresql import installed, postgresql_server
from tests.support.two_schedulers import (
    NAMES,
    full_length,
    seconds_between,
    two_schedulers,
    wait,
    wall_clock,
)

pytestmark = pytest.mark.slow

FAULT, REST, TIMEOUT = (8, 12, "5") if full_length() else (3, 2, "1")
Outage = Callable[[], AbstractContextManager[None]]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[tuple[str, Outage]]:
    """The URL of a database, and a way to take it away for a while."""
    if request.param == "sqlite":
        url: str = request.getfixturevalue("sqlite_url")
        yield url, lambda: locked(url)
        return
    found = installed()
    if found is None:
        pytest.skip("install PostgreSQL's server to run this test")
    with postgresql_server(found) as server:
        migrate(server.url)

        @contextmanager
        def stopped() -> Iterator[None]:
            server.stop()
            yield
            server.start()

        yield server.url, stopped


@contextmanager
def locked(url: str) -> Iterator[None]:
    """A writer that doesn't let go, for longer than anybody waits for it."""
    connection = sqlite3.connect(make_url(url).database or "", isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.close()


# --8<-- [start:proof]
def test_each_tick_runs_once_whatever_happens(database: tuple[str, Outage], tmp_path: Path) -> None:
    """An interval and a cron job; the database goes, a scheduler is stopped, another is killed."""
    url, outage = database
    environment = {"DATABASE_URL": url, "API_TIMEOUT": TIMEOUT, "LOG_FORMAT": "json"}
    with two_schedulers(environment, tmp_path) as (pair, health):
        one, two = (pair.process(name) for name in NAMES)
        first = wall_clock()
        wait(REST)
        with health.unknown(), outage():
            wait(FAULT)
            assert [pair.check(name) for name in NAMES] == [0, 0], pair.said()
        wait(REST)
        two.send(signal.SIGSTOP)
        wait(FAULT)
        two.send(signal.SIGCONT)
        wait(REST)
        one.send(signal.SIGKILL)
        pair.start(NAMES[0])
        wait(REST)
        ticks = seconds_between(first, wall_clock())
        pair.wait_until(lambda runs: max(runs) > ticks[-1] + timedelta(seconds=1))
        health.end()
        pair.stop()

        for job, runs in pair.runs().items():
            assert [tick for tick in ticks if tick not in runs] == [], job
            assert {run.error for run in runs.values()} == {None}, job
            assert pair.witnessed()[job] == len(runs), job
        assert set(pair.runs()) == set(JOBS)
        assert health.complaints() == []
    sys.stdout.write(f"{len(ticks)} ticks, {len(health.answers)} answers of /health\n")


# --8<-- [end:proof]
