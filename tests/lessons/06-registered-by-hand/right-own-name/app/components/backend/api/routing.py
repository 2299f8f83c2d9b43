from fastapi import FastAPI

from app.components.backend.api import health, orders
from app.components.backend.api.reports import router as reports_router
from app.core.constants import API_PREFIX


def include_routers(app: FastAPI) -> None:
    app.include_router(reports_router, prefix=API_PREFIX)
    app.include_router(health.router)
    app.include_router(orders.router, prefix=API_PREFIX)
