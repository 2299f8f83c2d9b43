"""All visitors of a process share one snapshot."""

import asyncio
from datetime import UTC, datetime

import pytest

from app.components.frontend import sharing
from app.components.frontend.sharing import SharedSnapshot
from app.components.frontend.snapshot import Snapshot
from app.services.system.models import SystemStatus


class Readings:
    """Counts how often the services are asked, and answers when it is let."""

    def __init__(self) -> None:
        self.begun = 0
        self.answer = asyncio.Event()

    async def __call__(self) -> Snapshot:
        """What asking the services would do."""
        self.begun += 1
        number = self.begun
        await self.answer.wait()
        return Snapshot(
            SystemStatus(components=(), checked_at=datetime(2026, 1, number, tzinfo=UTC)), None
        )


@pytest.fixture(autouse=True)
def _as_deployed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sharing, "DASHBOARD_REFRESH_SECONDS", 60)


# --8<-- [start:shared]
async def test_a_hundred_visitors_ask_the_services_once() -> None:
    """At the same time or soon after, they all get the same snapshot."""
    readings = Readings()
    shared = SharedSnapshot(readings)
    visitors = [asyncio.create_task(shared.latest()) for _ in range(100)]
    await asyncio.sleep(0)
    readings.answer.set()

    snapshots = await asyncio.gather(*visitors)

    assert await shared.latest() is snapshots[0]
    assert readings.begun == 1


# --8<-- [end:shared]


async def test_an_old_snapshot_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the page stays current."""
    readings = Readings()
    readings.answer.set()
    shared = SharedSnapshot(readings)
    monkeypatch.setattr(sharing, "DASHBOARD_REFRESH_SECONDS", 0)

    assert await shared.latest() != await shared.latest()


async def test_a_slow_reading_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """While the database hangs, visitors don't pile up questions."""
    readings = Readings()
    shared = SharedSnapshot(readings)
    monkeypatch.setattr(sharing, "DASHBOARD_REFRESH_SECONDS", 0)
    visitors = [asyncio.create_task(shared.latest()) for _ in range(2)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    readings.answer.set()
    await asyncio.gather(*visitors)

    assert readings.begun == 1


async def test_who_has_changed_something_sees_it() -> None:
    """Neither an old snapshot will do, nor one that others began to read before the change."""
    readings = Readings()
    shared = SharedSnapshot(readings)
    other = asyncio.create_task(shared.latest())
    await asyncio.sleep(0)
    mine = asyncio.create_task(shared.anew())
    await asyncio.sleep(0)
    readings.answer.set()

    assert (await mine).status.checked_at > (await other).status.checked_at
    assert await shared.latest() is await mine


async def test_a_visitor_who_leaves_spoils_nothing_for_the_others() -> None:
    """Leaving cancels the visitor's own wait."""
    readings = Readings()
    shared = SharedSnapshot(readings)
    first, second = (asyncio.create_task(shared.latest()) for _ in range(2))
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    readings.answer.set()

    assert (await second).records is None
    assert first.cancelled()
