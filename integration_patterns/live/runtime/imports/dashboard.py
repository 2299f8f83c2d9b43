"""Replaces the Flet dashboard by one answer that says where to see it."""

from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Mount

ELSEWHERE = (
    "The dashboard is a Flet app, and needs a server. "
    "fix: download the app and run `uv run python -m app.entrypoints.webserver`."
)


class _Manager:
    """Flet's lifespan, with nothing to start."""

    async def start(self) -> None:
        """Start nothing."""

    async def shutdown(self) -> None:
        """Stop nothing."""


def _app(*_args: object, **_options: object) -> Starlette:
    return Starlette(routes=[Mount("/", PlainTextResponse(ELSEWHERE))])


def own_modules() -> dict[str, ModuleType]:
    """What `app.components.frontend.mount` imports, and the page has not, by name."""
    return {
        "flet.fastapi": _module("flet.fastapi", app=_app, app_manager=_Manager()),
        "app.components.frontend.main": _module("app.components.frontend.main", main=_app),
    }


def _module(name: str, **members: Any) -> ModuleType:
    module = ModuleType(name, "What the page has instead.")
    vars(module).update(members)
    return module
