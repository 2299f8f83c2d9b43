"""Every route of the application, registered by hand: this file is the table of contents."""

from http import HTTPStatus

from fastapi import FastAPI

from app.components.backend.api import health, jobs, orders, reports
from app.components.backend.api.problems import problems
from app.core.config import settings
from app.core.constants import API_PREFIX
from app.core.models import Problem

ANY_ERROR: dict[int | str, dict[str, object]] = {
    "default": {"model": Problem, "description": "Any other error"}
}
API_ERRORS = ANY_ERROR | problems(HTTPStatus.SERVICE_UNAVAILABLE)


# --8<-- [start:include]
def include_routers(app: FastAPI) -> None:
    """Register each router; the job list shows the inside, so production must ask for it."""
    app.include_router(health.router, responses=ANY_ERROR)
    app.include_router(orders.router, prefix=API_PREFIX, responses=API_ERRORS)
    app.include_router(reports.router, prefix=API_PREFIX, responses=API_ERRORS)
    if settings.exposes(settings.EXPOSE_JOBS):
        app.include_router(jobs.router, prefix=API_PREFIX, responses=API_ERRORS)


# --8<-- [end:include]
