"""Builds the HTTP API; nothing here runs at import."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app.components.backend.api.problems import translate_app_error, translate_http_exception
from app.components.backend.api.rejections import translate_rejection
from app.components.backend.api.routing import include_routers
from app.components.backend.api.schema import describe_problems
from app.components.backend.hooks.guard import HooksFirst
from app.components.backend.hooks.lifespan import discover_lifespan_hooks
from app.components.backend.hooks.middleware import register_middleware
from app.core.config import settings
from app.core.constants import API_VERSION
from app.core.errors import AppError


# --8<-- [start:factory]
def create_backend_app() -> FastAPI:
    """A new application: hooks discovered, routes registered, nothing started.

    Raises:
        ConfigurationError: A hook file is broken; the message names it.
    """
    hooks = discover_lifespan_hooks()
    documented = settings.exposes(settings.EXPOSE_DOCS)
    app = FastAPI(
        title="Reports on orders",
        version=API_VERSION,
        lifespan=lambda _app: hooks.run(),
        openapi_url="/openapi.json" if documented else None,
    )
    app.add_exception_handler(AppError, translate_app_error)
    app.add_exception_handler(RequestValidationError, translate_rejection)
    app.add_exception_handler(HTTPException, translate_http_exception)
    register_middleware(app)
    include_routers(app)
    describe_problems(app)
    app.middleware_stack = HooksFirst(app.build_middleware_stack(), hooks)
    return app


# --8<-- [end:factory]
