"""One snapshot for all visitors of the process: a hundred of them cost as much as one."""

import asyncio
from collections.abc import Callable, Coroutine

from app.components.frontend.snapshot import Snapshot, read_snapshot
from app.core.constants import DASHBOARD_REFRESH_SECONDS


# --8<-- [start:shared]
class SharedSnapshot:
    """Reads when somebody asks, and answers from that reading until it is too old."""

    def __init__(self, read: Callable[[], Coroutine[None, None, Snapshot]] = read_snapshot) -> None:
        self._read = read
        self._begun = 0.0
        self._reading: asyncio.Task[Snapshot] | None = None

    async def latest(self) -> Snapshot:
        """The newest snapshot, at most `DASHBOARD_REFRESH_SECONDS` old or being read just now."""
        age = asyncio.get_running_loop().time() - self._begun
        if self._reading and (age < DASHBOARD_REFRESH_SECONDS or not self._reading.done()):
            return await asyncio.shield(self._reading)
        return await self.anew()

    async def anew(self) -> Snapshot:
        """A snapshot that shows what the visitor has just changed."""
        self._begun = asyncio.get_running_loop().time()
        self._reading = asyncio.create_task(self._read())
        # A visitor who leaves is cancelled; the others still wait for it.
        return await asyncio.shield(self._reading)


# --8<-- [end:shared]
