"""Serves the dashboard from the webserver's own process, where the environment allows it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from fastapi import FastAPI
from flet.fastapi import app as flet_app
from flet.fastapi import app_manager
from starlette.routing import Route
from starlette.types import Lifespan

from app.components.frontend.late_sends import LateSends
from app.components.frontend.left_visitors import LeftVisitors
from app.components.frontend.main import main
from app.components.frontend.one_thread import OneThread
from app.components.frontend.same_origin import SameOrigin
from app.components.frontend.sharing import SharedSnapshot
from app.core.config import settings
from app.core.constants import DASHBOARD_PATH, DASHBOARD_SESSION_SECONDS


# --8<-- [start:mount]
def mount_dashboard(app: FastAPI) -> None:
    """Add the dashboard to `app`; it shows the inside, so production must ask for it."""
    if not settings.exposes(settings.EXPOSE_DASHBOARD):
        return
    page = partial(main, snapshots=SharedSnapshot())
    dashboard = flet_app(
        page,
        app_name=app.title,
        app_description=app.title,
        no_cdn=True,
        session_timeout_seconds=DASHBOARD_SESSION_SECONDS,
    )
    # Flet brings an OpenAPI page, which loads scripts from elsewhere, and an OAuth callback.
    dashboard.router.routes = [
        route for route in dashboard.router.routes if not isinstance(route, Route)
    ]
    app.mount(DASHBOARD_PATH, SameOrigin(OneThread(LeftVisitors(LateSends(dashboard)))))
    app.router.lifespan_context = _with_flet(app.router.lifespan_context)


# --8<-- [end:mount]


# --8<-- [start:lifespan]
def _with_flet(host: Lifespan[FastAPI]) -> Lifespan[FastAPI]:
    """The host's lifespan around Flet's: the lifespan of a mounted application never runs."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[Any]:
        async with host(app) as state:
            await app_manager.start()
            try:
                yield state
            finally:
                await app_manager.shutdown()

    return lifespan


# --8<-- [end:lifespan]
