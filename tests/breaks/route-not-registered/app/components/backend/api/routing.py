"""Every route of the application, but for one that was forgotten."""

from fastapi import FastAPI

from app.components.backend.api import health, reports
from app.core.constants import API_PREFIX


def include_routers(app: FastAPI) -> None:
    app.include_router(health.router)
    app.include_router(reports.router, prefix=API_PREFIX)
