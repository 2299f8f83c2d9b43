"""Adds every discovered middleware to the application, and names the file of one that fails."""

import inspect
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from app.components.backend.hooks.discovery import FIX, Hook, discover
from app.core.errors import ConfigurationError


# --8<-- [start:middleware]
def register_middleware(app: FastAPI) -> None:
    """Add every discovered middleware; the first file name is the outermost."""
    for hook in reversed(discover("middleware", "register_middleware")):
        before = len(app.user_middleware)
        try:
            returned = hook.function(app)
        except (Exception, SystemExit) as error:
            raise _refused(hook.file, "register_middleware()", error) from error
        _refuse_async(hook, returned)
        for added in app.user_middleware[: len(app.user_middleware) - before]:
            added.cls = _naming(hook.file, added.cls)


# --8<-- [end:middleware]


def _naming(file: str, build: Callable[..., ASGIApp]) -> Callable[..., ASGIApp]:
    """Starlette builds a middleware later, when nothing else says which file it came from."""

    def build_or_name(app: ASGIApp, *args: Any, **kwargs: Any) -> ASGIApp:
        try:
            return build(app, *args, **kwargs)
        except (Exception, SystemExit) as error:
            raise _refused(file, "building what it adds", error) from error

    return build_or_name


def _refused(file: str, what: str, error: BaseException) -> ConfigurationError:
    return ConfigurationError(
        f"middleware/{file}: {what} raised {type(error).__name__}: {error}.", FIX
    )


def _refuse_async(hook: Hook, returned: object) -> None:
    if inspect.iscoroutine(returned):
        returned.close()
    if inspect.isawaitable(returned):
        raise ConfigurationError(
            f"middleware/{hook.file}: register_middleware() is async, and nothing awaits it.",
            "write it as a plain def.",
        )
