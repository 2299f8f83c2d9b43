"""Builds the HTTP API; nothing here runs at import."""

from fastapi import FastAPI

from app.components.backend.api.problems import translate_app_error
from app.components.backend.api.routing import include_routers
from app.core.errors import AppError


def create_backend_app() -> FastAPI:
    """A new application with every route."""
    app = FastAPI(title="Reports on orders")
    app.add_exception_handler(AppError, translate_app_error)
    include_routers(app)
    return app
