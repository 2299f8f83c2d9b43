"""Discovers hooks: drop a file into a folder, and it runs. Prints their order when run itself."""

import asyncio
import importlib
import inspect
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import structlog
from fastapi import FastAPI

from app.core.constants import SHUTDOWN_HOOK_SECONDS
from app.core.errors import AppError, ConfigurationError

log = structlog.get_logger(__name__)

PACKAGE = "app.components.backend"
MEND = "mend the file, or rename it to start with '_' to leave it out."


# --8<-- [start:hook]
@dataclass(frozen=True)
class Hook:
    """One discovered file and the function that its folder asks for."""

    file: str
    function: Callable[..., Any]

    async def call(self) -> None:
        """Call the function; await what it returns, if that can be awaited."""
        result = self.function()
        if inspect.isawaitable(result):
            await result


# --8<-- [end:hook]


# --8<-- [start:discover]
def discover(package: str, function: str) -> list[Hook]:
    """Import every hook file in the folder of a package, in the order of the file names.

    Args:
        package: Dotted name, such as `app.components.backend.startup`.
        function: The name that each file must define.

    Raises:
        ConfigurationError: A file can't be imported, or doesn't define `function`.
    """
    (folder,) = importlib.import_module(package).__path__
    files = sorted(path.name for path in Path(folder).glob("*.py") if path.name[0] not in "._")
    return [_load(package, file, function) for file in files]


def _load(package: str, file: str, function: str) -> Hook:
    where = f"{package.rpartition('.')[2]}/{file}"
    try:
        module = importlib.import_module(f"{package}.{file.removesuffix('.py')}")
    except Exception as error:
        raise ConfigurationError(
            f"{where} can't be imported: {type(error).__name__}: {error}.", MEND
        ) from error
    hook = getattr(module, function, None)
    if not callable(hook):
        raise ConfigurationError(
            f"{where} doesn't define {function}(); it defines {_defined_in(module)}.",
            f"rename its function to {function}, or the file to start with '_' to leave it out.",
        )
    return Hook(file, hook)


# --8<-- [end:discover]


def _defined_in(module: ModuleType) -> str:
    own = [
        f"{name}()"
        for name, value in vars(module).items()
        if getattr(value, "__module__", None) == module.__name__ and callable(value)
    ]
    return ", ".join(own) or "no function"


# --8<-- [start:middleware]
def register_middleware(app: FastAPI) -> None:
    """Add every discovered middleware; the first file name is the outermost."""
    for hook in reversed(discover(f"{PACKAGE}.middleware", "register_middleware")):
        before = len(app.user_middleware)
        try:
            returned = hook.function(app)
            for added in app.user_middleware[: len(app.user_middleware) - before]:
                # Starlette builds it at the start, too late to name the file of a wrong argument.
                added.cls(app.router, *added.args, **added.kwargs)
        except Exception as error:
            raise ConfigurationError(
                f"middleware/{hook.file}: register_middleware() raised "
                f"{type(error).__name__}: {error}.",
                MEND,
            ) from error
        _refuse_async(hook, returned)


# --8<-- [end:middleware]


def _refuse_async(hook: Hook, returned: object) -> None:
    if inspect.iscoroutine(returned):
        returned.close()
    if inspect.isawaitable(returned):
        raise ConfigurationError(
            f"middleware/{hook.file}: register_middleware() is async, and nothing awaits it.",
            "it must be a plain def.",
        )


# --8<-- [start:lifespan]
# --8<-- [start:run]
@dataclass(frozen=True)
class LifespanHooks:
    """The startup hooks, and the shutdown hooks that undo them."""

    startup: list[Hook]
    shutdown: list[Hook]

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
            yield
        finally:
            for hook in reversed(self.shutdown):
                if hook.file in started or hook.file not in to_start:
                    await _stop(hook)


# --8<-- [end:run]


# --8<-- [start:start]
async def _start(hook: Hook) -> None:
    try:
        await hook.call()
    except Exception as error:
        if not isinstance(error, AppError):
            log.exception("startup_hook_failed", file=hook.file)
        raise ConfigurationError(
            f"startup/{hook.file}: startup_hook() raised {type(error).__name__}: "
            f"{error.message if isinstance(error, AppError) else f'{error}.'}",
            error.fix if isinstance(error, AppError) else MEND,
        ) from error
    log.info("startup_hook_ran", file=hook.file)


# --8<-- [end:start]


# --8<-- [start:stop]
async def _stop(hook: Hook) -> None:
    try:
        async with asyncio.timeout(SHUTDOWN_HOOK_SECONDS):
            await hook.call()
    except Exception:
        log.exception("shutdown_hook_failed", file=hook.file)
    else:
        log.info("shutdown_hook_ran", file=hook.file)


# --8<-- [end:stop]
# --8<-- [end:lifespan]


def discover_lifespan_hooks() -> LifespanHooks:
    """Import every startup and shutdown hook.

    Raises:
        ConfigurationError: A file can't be imported, or lacks its function.
    """
    return LifespanHooks(
        discover(f"{PACKAGE}.startup", "startup_hook"),
        discover(f"{PACKAGE}.shutdown", "shutdown_hook"),
    )


def main() -> None:
    """Print every hook in the order in which it takes effect."""
    hooks = discover_lifespan_hooks()
    register_middleware(FastAPI())
    for title, files in (
        ("Middleware, outermost first", discover(f"{PACKAGE}.middleware", "register_middleware")),
        ("Startup, first to last", hooks.startup),
        ("Shutdown, first to last", hooks.shutdown[::-1]),
    ):
        print(title, *(f"  {hook.file}" for hook in files), sep="\n")


if __name__ == "__main__":
    try:
        main()
    except ConfigurationError as error:
        sys.exit(str(error))
