"""Keeps a page current for as long as somebody looks at it."""

import asyncio
from collections.abc import Awaitable, Callable

import flet as ft

from app.core.constants import DASHBOARD_REFRESH_SECONDS


# --8<-- [start:live]
class LiveRefresh:
    """Calls `refresh` at once and every few seconds after, from `start()` to `stop()`."""

    def __init__(self, refresh: Callable[[], Awaitable[None]]) -> None:
        self._refresh = refresh
        self._task: asyncio.Task[None] | None = None

    def follow(self, page: ft.Page) -> None:
        """Start now, pause while the browser is away, and end with its session."""
        page.on_connect = self.start
        page.on_disconnect = self.stop
        page.on_close = self.stop
        self.start()

    def start(self) -> None:
        """Begin, or begin again after the browser came back."""
        self.stop()
        self._task = asyncio.create_task(self._run())

    def stop(self) -> None:
        """Cancel the task; without a browser there is nobody to refresh for."""
        if self._task:
            self._task.cancel()

    async def _run(self) -> None:
        while True:
            await self._refresh()
            await asyncio.sleep(DASHBOARD_REFRESH_SECONDS)


# --8<-- [end:live]
