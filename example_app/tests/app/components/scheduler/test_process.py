"""The life of the scheduler process, when something fails on the way or at the end."""

import asyncio
import signal

import pytest
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.schedulers.base import STATE_RUNNING
from sqlalchemy import text
from structlog.testing import capture_logs

from app.components.scheduler import main, process
from app.components.scheduler.heartbeat import announce, beat
from app.components.scheduler.process import run
from app.core.config import Settings, use_settings
from app.core.engine import get_engine
from app.core.errors import DatabaseNotReadyError
from app.core.http import get_http_client
from app.services.system.heartbeat import list_heartbeats


@pytest.fixture(autouse=True)
def _beat_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The heartbeat's job is due as soon as the process has started."""
    monkeypatch.setattr(main, "HEARTBEAT_SECONDS", 0.01)


def drop_heartbeats() -> None:
    """Take away the one table that only heartbeats need."""
    with get_engine().begin() as connection:
        connection.execute(text("DROP TABLE scheduler_heartbeats"))


async def test_a_start_that_fails_half_way_leaves_nothing_open(app_settings: Settings) -> None:
    """The first heartbeat fails after the scheduler and the HTTP client were started."""
    drop_heartbeats()

    with capture_logs(), pytest.raises(DatabaseNotReadyError):
        await run()

    with pytest.raises(RuntimeError, match="No HTTP client is open"):
        get_http_client()


async def test_a_database_that_is_gone_at_the_stop_is_a_warning(
    app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stop that was asked for succeeds, and closes everything; the heartbeat only ages."""
    has_started = asyncio.Event()

    async def start(scheduler: AsyncIOScheduler) -> None:
        await announce(scheduler)
        has_started.set()

    async def break_and_stop(_scheduler: AsyncIOScheduler) -> None:
        await has_started.wait()
        drop_heartbeats()
        signal.raise_signal(signal.SIGTERM)
        await asyncio.Event().wait()

    monkeypatch.setattr(process, "announce", start)
    monkeypatch.setattr(main, "beat", break_and_stop)
    brief = app_settings.model_copy(update={"SHUTDOWN_GRACE": 0})

    with capture_logs() as logs, use_settings(brief):
        await run()

    events = [log["event"] for log in logs]
    assert "heartbeat_not_removed" in events
    assert events[-1] == "scheduler_stopped"
    with pytest.raises(RuntimeError, match="No HTTP client is open"):
        get_http_client()


async def test_a_heartbeat_in_flight_ends_before_the_heartbeat_is_removed(
    app_settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise it could be written afterwards, and a stopped process would look alive."""
    written = []

    async def beat_while_stopping(scheduler: AsyncIOScheduler) -> None:
        signal.raise_signal(signal.SIGTERM)
        while scheduler.state == STATE_RUNNING:
            await asyncio.to_thread(lambda: None)
        await beat(scheduler)
        written.append(scheduler.state)

    monkeypatch.setattr(main, "beat", beat_while_stopping)

    await run()

    assert len(written) == 1
    assert await list_heartbeats() == []


@pytest.mark.parametrize("ignored", [False, True])
async def test_a_closed_terminal_stops_it_unless_that_is_ignored(
    app_settings: Settings, monkeypatch: pytest.MonkeyPatch, ignored: bool
) -> None:
    """SIGHUP stops it as SIGTERM does; under `nohup` it runs on."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN if ignored else signal.SIG_DFL)
    stayed_ignored = []

    async def close_terminal(_scheduler: AsyncIOScheduler) -> None:
        stayed_ignored.append(signal.getsignal(signal.SIGHUP) == signal.SIG_IGN)
        signal.raise_signal(signal.SIGTERM if ignored else signal.SIGHUP)

    monkeypatch.setattr(main, "beat", close_terminal)
    try:
        with capture_logs() as logs:
            await run()
    finally:
        signal.signal(signal.SIGHUP, before)

    assert logs[-1]["event"] == "scheduler_stopped"
    assert set(stayed_ignored) == {ignored}


async def test_a_database_that_goes_away_is_a_warning_of_each_heartbeat(
    app_settings: Settings,
) -> None:
    """The next beat comes soon; the process stays."""
    drop_heartbeats()

    with capture_logs() as logs:
        await beat(AsyncIOScheduler())

    assert [log["event"] for log in logs] == ["heartbeat_not_recorded"]
