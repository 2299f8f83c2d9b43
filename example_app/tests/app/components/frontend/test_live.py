"""The refresh lives exactly as long as somebody looks."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from app.components.frontend.live import LiveRefresh


class Refreshes:
    """Counts calls; one that is held shows when it gets cancelled."""

    def __init__(self, *, hold: bool = False) -> None:
        self.hold = hold
        self.begun: asyncio.Queue[None] = asyncio.Queue()
        self.cancelled = asyncio.Event()

    async def __call__(self) -> None:
        """What a page would do to refresh itself."""
        self.begun.put_nowait(None)
        if self.hold:
            try:
                await asyncio.Event().wait()
            finally:
                self.cancelled.set()


@pytest.fixture
def page() -> Any:
    """What LiveRefresh needs of a page: somewhere to put its handlers."""
    return SimpleNamespace()


async def test_it_goes_on_and_on(page: Any) -> None:
    """The first refresh comes at once, and one follows the other."""
    refreshes = Refreshes()
    live = LiveRefresh(refreshes)
    live.follow(page)
    async with asyncio.timeout(5):
        for _ in range(3):
            await refreshes.begun.get()
    live.stop()


@pytest.mark.parametrize("event", ["on_disconnect", "on_close"])
async def test_it_ends_when_the_visitor_leaves(page: Any, event: str) -> None:
    """A closed tab and an ended session cancel it, also in the middle of a refresh."""
    refreshes = Refreshes(hold=True)
    LiveRefresh(refreshes).follow(page)
    async with asyncio.timeout(5):
        await refreshes.begun.get()
        getattr(page, event)()
        await refreshes.cancelled.wait()


async def test_it_begins_again_when_the_visitor_is_back(page: Any) -> None:
    """A reconnect refreshes at once, and never leaves two refreshes that run at once."""
    refreshes = Refreshes(hold=True)
    live = LiveRefresh(refreshes)
    live.follow(page)
    async with asyncio.timeout(5):
        await refreshes.begun.get()
        page.on_connect()
        await refreshes.cancelled.wait()
        await refreshes.begun.get()
    live.stop()


def test_nothing_to_stop_is_no_error() -> None:
    """A session may end before it began."""
    LiveRefresh(Refreshes()).stop()
