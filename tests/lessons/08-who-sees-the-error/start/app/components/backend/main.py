"""Builds the HTTP API; nothing here runs at import."""

from fastapi import FastAPI

from app.components.backend.api.problems import answer_unhandled, translate_app_error
from app.components.backend.api.routing import include_routers
from app.components.backend.hooks.guard import HooksFirst
from app.components.backend.hooks.lifespan import discover_lifespan_hooks
from app.components.backend.hooks.middleware import register_middleware
from app.core.errors import AppError


def create_backend_app() -> FastAPI:
    """A new application: hooks discovered, routes registered, nothing started.

    Raises:
        ConfigurationError: A hook file is broken; the message names it.
    """
    hooks = discover_lifespan_hooks()
    app = FastAPI(title="Reports on orders", lifespan=lambda _app: hooks.run())
    app.add_exception_handler(AppError, translate_app_error)
    app.add_exception_handler(Exception, answer_unhandled)
    register_middleware(app)
    include_routers(app)
    app.middleware_stack = HooksFirst(app.build_middleware_stack(), hooks)
    return app
