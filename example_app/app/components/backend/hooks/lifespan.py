"""Runs the startup hooks, and the shutdown hooks that undo them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from app.components.backend.hooks.discovery import FIX, Hook, discover
from app.components.backend.hooks.time_limit import time_limit
from app.core.constants import SHUTDOWN_HOOK_SECONDS, STARTUP_HOOK_SECONDS
from app.core.errors import AppError, ConfigurationError

log = structlog.get_logger(__name__)


# --8<-- [start:run]
@dataclass
class LifespanHooks:
    """The startup hooks, and the shutdown hooks that undo them."""

    startup: list[Hook]
    shutdown: list[Hook]
    # Between the last startup hook and the first shutdown hook; nothing is served at other times.
    running: bool = False

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Run startup hooks in order; at the end, or after a failure, undo them in reverse.

        A shutdown file with the name of a startup file runs only if that startup hook had run.
        """
        to_start = {hook.file for hook in self.startup}
        started: set[str] = set()
        try:
            for hook in self.startup:
                await _start(hook)
                started.add(hook.file)
            self.running = True
            yield
        finally:
            self.running = False
            for hook in reversed(self.shutdown):
                if hook.file in started or hook.file not in to_start:
                    await _stop(hook)


# --8<-- [end:run]


# --8<-- [start:start]
async def _start(hook: Hook) -> None:
    try:
        async with time_limit(STARTUP_HOOK_SECONDS):
            await hook.call()
    except (asyncio.CancelledError, KeyboardInterrupt):
        log.error("startup_hook_stopped", file=hook.file)  # noqa: TRY400 - it isn't to blame
        raise
    except AppError as error:
        raise ConfigurationError(
            f"startup/{hook.file} stopped the start: {error.message}", error.fix
        ) from error
    except (Exception, SystemExit) as error:
        log.exception("startup_hook_failed", file=hook.file)
        raise ConfigurationError(
            f"startup/{hook.file}: startup_hook() raised {type(error).__name__}: {error}.", FIX
        ) from error
    log.info("startup_hook_ran", file=hook.file)


# --8<-- [end:start]


# --8<-- [start:stop]
async def _stop(hook: Hook) -> None:
    try:
        async with time_limit(SHUTDOWN_HOOK_SECONDS):
            await hook.call()
    except BaseException:  # Also sys.exit(): the other hooks must still run.
        log.exception("shutdown_hook_failed", file=hook.file)
    else:
        log.info("shutdown_hook_ran", file=hook.file)


# --8<-- [end:stop]


def discover_lifespan_hooks() -> LifespanHooks:
    """Import every startup and shutdown hook.

    Raises:
        ConfigurationError: A file can't be imported, or lacks its function.
    """
    return LifespanHooks(
        discover("startup", "startup_hook"),
        discover("shutdown", "shutdown_hook"),
    )
