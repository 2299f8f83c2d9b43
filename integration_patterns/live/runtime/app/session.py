"""Starts the app from its files with its lifespan, sends it requests, and stops it."""

import asyncio
import gc
import io
import logging
import os
import random
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from typing import Any

import structlog

from integration_patterns.live.runtime import place
from integration_patterns.live.runtime.app import listing
from integration_patterns.live.runtime.app.asgi import Lifespan, http_scope, respond
from integration_patterns.live.runtime.app.network import Backend
from integration_patterns.live.runtime.app.schedule import Clock
from integration_patterns.live.runtime.imports import modules, replacements
from integration_patterns.live.runtime.imports.ahead import Ahead
from integration_patterns.live.runtime.loop.loops import PageLoop
from integration_patterns.live.runtime.protocol.app import (
    Listing,
    NotRunning,
    ResponseChunk,
    ResponseHead,
    Running,
)
from integration_patterns.live.runtime.protocol.failures import describe

STOP_SECONDS = 2
# The browser compiles a function when it has run for a while: once is not enough.
REHEARSALS = 2
HANGS = (
    f"The shutdown hooks did not end within {STOP_SECONDS} s; the page went on without them. "
    "fix: await nothing in a shutdown hook that may never come."
)


class NotStartedError(Exception):
    """A request came before the app was started, or after it failed to start."""

    fix = "press Run."

    def __init__(self) -> None:
        super().__init__(f"The app isn't running. fix: {self.fix}")


class Session:
    """The app in the page."""

    def __init__(self, loop: PageLoop, move_clock: Callable[[float | None], object]) -> None:
        self._loop, self._move_clock = loop, move_clock
        self.environment: dict[str, str] = {}
        self._app: Any = None
        self._lifespan: Lifespan | None = None
        self.clock = Clock(loop, move_clock)
        self._ahead = Ahead()
        self._imported: tuple[str, ...] = ()

    async def start(
        self, env: dict[str, str], log: io.TextIOBase, changed: list[str]
    ) -> Running | NotRunning:
        """Stop the app that runs, and start it from the files as they are now.

        Args:
            env: Added to the environment.
            log: Where the start prints.
            changed: The files that were written or removed since the last start.
        """
        await self.stop()
        os.environ.clear()
        os.environ.update(self.environment | env)
        os.chdir(place.APP_DIR)
        random.seed()
        modules.set_aside()
        replacements.provide_own()
        self._ahead.take(changed)
        modules.forget_others()
        try:
            with redirect_stdout(log):
                import_module("app.core.logging").configure_logging()
            app = import_module("app.entrypoints.webserver").create_app()
            lifespan = Lifespan(app)
            await lifespan.start()
        except BaseException as error:
            if isinstance(error, asyncio.CancelledError | KeyboardInterrupt):
                raise
            return {"ok": False, "error": describe(error)}
        settings = import_module("app.core.config").settings
        self._app, self._lifespan = app, lifespan
        Backend.app, Backend.port, Backend.loop = app, settings.PORT, self._loop
        self._imported = modules.imported()
        return {"ok": True}

    def lists(self) -> Listing:
        """What the app that runs has; it takes a while, so it is asked when no call is running."""
        if self._app is None:
            raise NotStartedError
        return {
            "hooks": _asked(listing.hooks),
            "routes": _asked(lambda: listing.routes(self._app)),
            "settings": _asked(listing.settings),
            "commands": _asked(listing.commands),
            "jobs": _asked(listing.declared_jobs),
        }

    async def rehearse(self) -> None:
        """Start, ask and stop the app a few times, so that its code and the browser's are warm."""
        unread = io.StringIO()
        with redirect_stdout(unread), redirect_stderr(unread):
            for _ in range(REHEARSALS):
                if (await self.start({}, unread, []))["ok"]:
                    await self.request("GET", "/health", [], b"", lambda _event: None)
        await self.stop()

    def prepare(self, expected: list[str]) -> None:
        """Import ahead what the next start needs, and tidy up after the last.

        Args:
            expected: The files that are likely to change before it.
        """
        self._ahead.prepare(self._imported, expected)
        gc.collect()

    async def stop(self) -> None:
        """Stop what runs, with its shutdown hooks, and forget what a process would."""
        Backend.app, lifespan, self._lifespan, self._app = None, self._lifespan, None, None
        with suppress(Exception):
            await self.clock.stop()
        if lifespan:
            await _stopped(lifespan)
        for task in asyncio.all_tasks(self._loop) - {asyncio.current_task()}:
            task.cancel()
        self._move_clock(None)
        logging.getLogger().handlers.clear()
        structlog.reset_defaults()
        structlog.contextvars.clear_contextvars()
        gc.collect(1)

    async def request(
        self,
        method: str,
        path: str,
        headers: list[tuple[str, str]],
        body: bytes,
        on: Callable[[ResponseHead | ResponseChunk], object],
    ) -> int:
        """Send one request to the app; the length of the answer's body in bytes."""
        if self._app is None or self._lifespan is None:
            raise NotStartedError
        scope = http_scope(method, path, headers, Backend.port, self._lifespan.state)
        return await respond(self._app, scope, body, on)


async def _stopped(lifespan: Lifespan) -> None:
    try:
        async with asyncio.timeout(STOP_SECONDS):
            await lifespan.stop()
    except TimeoutError:
        sys.stderr.write(f"{HANGS}\n")
    except Exception:  # noqa: BLE001 - the app logs what its hooks raise
        structlog.get_logger(__name__).warning("not_stopped", exc_info=True)
    lifespan.abandon()


def _asked(question: Callable[[], list[Any]]) -> list[Any]:
    # An edited app may no longer know; it runs all the same.
    try:
        return question()
    except (Exception, SystemExit):  # noqa: BLE001 - as the comment says
        structlog.get_logger(__name__).warning("not_listed", exc_info=True)
        return []
