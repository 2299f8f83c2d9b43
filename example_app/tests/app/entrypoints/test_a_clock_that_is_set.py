"""The clock goes forward an hour and back while two schedulers run, and again once they are dead.

`FULL_PROOF=1` does it on PostgreSQL too, and waits for the heartbeats to get old.
"""

import time
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.core.constants import HEARTBEAT_LIMIT_SECONDS
from app.core.tables import JobRunRow
from tests.support.faketime import LIBRARY, Clock
from tests.support.two_schedulers import full_length, two_schedulers, wait

pytestmark = pytest.mark.slow

HOUR = 3600


@pytest.fixture(params=["sqlite", "postgresql"] if full_length() else ["sqlite"])
def url(request: pytest.FixtureRequest) -> str:
    """A migrated database."""
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.mark.skipif(LIBRARY is None, reason="install libfaketime to run this test")
# --8<-- [start:proof]
def test_a_clock_that_is_set_doubles_no_tick_and_revives_nobody(url: str, tmp_path: Path) -> None:
    """Each tick has a row, whether it ran or not; a dead scheduler never reads healthy."""
    clock = Clock(tmp_path)
    environment = {**clock.environment, "DATABASE_URL": url, "LOG_FORMAT": "json"}
    with two_schedulers(environment, tmp_path) as (pair, health):
        wait(3)
        clock.set(HOUR)
        pair.say(r'"by_seconds": 3600.*clock_was_set')
        wait(3)
        clock.set(0)
        pair.say(r'"by_seconds": -3600.*clock_was_set')
        wait(5)
        health.recovers()
        assert "A clock was set back: jobs already ran for" in health.detail("scheduler")
        pair.wait_until(lambda runs: missing_seconds(runs) == [] and len(finished(runs)) > 8)
        pair.kill()
        killed = time.monotonic()

        clock.set(-HOUR)
        while health.now()["scheduler"] == "":
            assert time.monotonic() < killed + HEARTBEAT_LIMIT_SECONDS + 5
        while full_length() and time.monotonic() < killed + HEARTBEAT_LIMIT_SECONDS + 5:
            assert health.now()["scheduler"] != ""
        if full_length():
            clock.set(round(killed - time.monotonic()))
            assert health.now()["scheduler"] != ""

        for job, runs in pair.runs().items():
            assert len(runs) > HOUR
            assert missing_seconds(runs) == [], job
            cut_off = [run for run in runs.values() if not run.finished_at]
            ran = pair.witnessed()[job]
            assert len(finished(runs)) <= ran <= len(finished(runs)) + len(cut_off), job
            skipped = [run for run in runs.values() if run.error is not None]
            assert all(run.error.startswith("skipped: ") for run in skipped), job


# --8<-- [end:proof]


def finished(runs: Mapping[datetime, JobRunRow]) -> list[JobRunRow]:
    """The runs that did their work."""
    return [run for run in runs.values() if run.finished_at and not run.error]


def missing_seconds(ticks: Collection[datetime]) -> list[datetime]:
    """The seconds without a tick between the first and the last."""
    first, last = min(ticks), max(ticks)
    seconds = round((last - first).total_seconds())
    return [tick for n in range(seconds) if (tick := first + timedelta(seconds=n)) not in ticks]
