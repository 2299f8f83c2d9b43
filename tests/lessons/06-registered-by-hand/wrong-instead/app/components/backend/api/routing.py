"""Every route of the application, registered by hand: this file is the table of contents."""

from fastapi import FastAPI

from app.components.backend.api import health, orders, reports
from app.core.constants import API_PREFIX


def include_routers(app: FastAPI) -> None:
    """Register each router."""
    app.include_router(health.router)
    app.include_router(reports.router, prefix=API_PREFIX)
