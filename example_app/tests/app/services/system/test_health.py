"""The state of the system."""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.core.config import Settings, use_settings
from app.core.errors import DatabaseNotReadyError
from app.services.job_runs import claim_run
from app.services.system import get_system_status, health
from app.services.system.heartbeat import (
    SeenHeartbeat,
    list_heartbeats,
    record_heartbeat,
    remove_heartbeat,
)
from app.services.system.models import ScheduledJob
from tests.support.heartbeats import move_heartbeats

JOB = ScheduledJob(id="daily-report", trigger="cron", next_run_at=datetime(2026, 11, 2, tzinfo=UTC))


async def test_a_system_with_database_and_scheduler_is_healthy(each_database: Settings) -> None:
    """Each part says why."""
    await record_heartbeat([JOB])

    status = await get_system_status()

    assert status.overall_healthy
    assert [part.detail for part in status.components] == [
        "Answers, schema up to date.",
        "test runs 1 jobs.",
    ]


# --8<-- [start:dead-scheduler]
async def test_a_dead_scheduler_never_reads_healthy(each_database: Settings) -> None:
    """A process that was killed can't say so: its silence does, after 20 seconds."""
    await record_heartbeat([JOB])
    await move_heartbeats(-timedelta(seconds=21))

    _database, scheduler = (await get_system_status()).components

    assert not scheduler.healthy
    assert scheduler.detail == "Silent for 21 s; the limit is 20 s."


# --8<-- [end:dead-scheduler]


# --8<-- [start:clock-set-back]
async def test_a_heartbeat_from_the_future_is_no_life(each_database: Settings) -> None:
    """Its process may be dead: somebody has set the clock back since."""
    await record_heartbeat([JOB])
    await move_heartbeats(timedelta(hours=1))

    _database, scheduler = (await get_system_status()).components

    assert not scheduler.healthy
    assert re.fullmatch(
        r"Its last heartbeat is (3600|3599) s in the future: the clock was set back.",
        scheduler.detail,
    )


async def test_a_clock_that_comes_back_revives_nobody(
    each_database: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock passes the time of an old heartbeat again; a clock that nobody sets knows."""
    await record_heartbeat([JOB])
    assert (await get_system_status()).overall_healthy

    since = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: since + 3600)
    _database, scheduler = (await get_system_status()).components

    assert scheduler.detail == "Silent for 3600 s; the limit is 20 s."


# --8<-- [end:clock-set-back]


async def test_a_live_scheduler_is_found_behind_a_heartbeat_from_the_future(
    each_database: Settings,
) -> None:
    """The dead one's heartbeat is the newest; the next beat of a live one removes it."""
    await record_heartbeat([JOB])
    with use_settings(each_database.model_copy(update={"INSTANCE_ID": "second"})):
        await record_heartbeat([JOB])
    await move_heartbeats(timedelta(hours=1))
    await record_heartbeat([JOB])

    assert (await get_system_status()).overall_healthy
    assert [seen.heartbeat.instance for seen in await list_heartbeats()] == ["test"]


async def test_a_clock_that_was_set_back_is_told(each_database: Settings) -> None:
    """Jobs wait until the clock is there again, and the health answer says why."""
    await record_heartbeat([JOB])
    ahead = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    await claim_run("daily-report", ahead)

    _database, scheduler = (await get_system_status()).components

    assert scheduler.healthy
    told = f"A clock was set back: jobs already ran for {ahead:%Y-%m-%d %H:%M:%S} UTC."
    assert scheduler.detail == f"test runs 1 jobs. {told}"


async def test_a_scheduler_that_was_stopped_is_not_running(each_database: Settings) -> None:
    """It says so itself when it stops."""
    await record_heartbeat([JOB])
    await remove_heartbeat()

    _database, scheduler = (await get_system_status()).components

    assert not scheduler.healthy
    assert scheduler.detail == "No scheduler process is running."


async def test_one_live_scheduler_of_two_is_enough(each_database: Settings) -> None:
    """One living replica is enough."""
    await record_heartbeat([JOB])
    await move_heartbeats(-timedelta(minutes=5))
    with use_settings(each_database.model_copy(update={"INSTANCE_ID": "second"})):
        await record_heartbeat([JOB])

    assert (await get_system_status()).overall_healthy


async def test_heartbeats_of_long_gone_processes_are_forgotten(each_database: Settings) -> None:
    """After a day, a name that never came back is of no interest."""
    await record_heartbeat([JOB])
    await move_heartbeats(-timedelta(hours=25))
    with use_settings(each_database.model_copy(update={"INSTANCE_ID": "second"})):
        await record_heartbeat([JOB])

        assert [seen.heartbeat.instance for seen in await list_heartbeats()] == ["second"]


async def test_a_database_that_goes_between_the_questions_is_no_exception(
    app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It answered the first; the second, for the scheduler, stays open."""

    async def gone() -> list[SeenHeartbeat]:
        raise DatabaseNotReadyError("The database is gone.")

    monkeypatch.setattr(health, "list_heartbeats", gone)

    database, scheduler = (await get_system_status()).components

    assert database.healthy
    assert not scheduler.healthy
    assert scheduler.detail == "Unknown: its heartbeat can't be read."


async def test_an_unreachable_database_is_a_status_not_an_exception(
    app_settings: Settings,
) -> None:
    """The one question that must be answered when things are broken."""
    gone = "postgresql+psycopg://nobody:secret@127.0.0.1:9/app"
    with use_settings(app_settings.model_copy(update={"DATABASE_URL": gone})):
        status = await get_system_status()

    database, scheduler = status.components
    assert not status.overall_healthy
    assert "can't be used" in database.detail
    assert "secret" not in database.detail
    assert scheduler.detail == "Unknown: its heartbeat can't be read."


async def test_a_database_that_was_never_made_says_the_command(
    app_settings: Settings, tmp_path: Path
) -> None:
    """Health answers before the first migration, too."""
    missing = f"sqlite:///{tmp_path}/missing.db"
    with use_settings(app_settings.model_copy(update={"DATABASE_URL": missing})):
        database, _scheduler = (await get_system_status()).components

    assert not database.healthy
    assert "alembic upgrade head" in database.detail
