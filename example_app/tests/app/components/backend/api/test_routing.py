"""Routes are registered by hand, and every one says what it returns."""

import importlib
import inspect
import pkgutil

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.components.backend import api
from app.components.backend.api.routing import include_routers
from app.core.config import Settings
from app.core.constants import API_PREFIX


# --8<-- [start:list]
def registered(app: FastAPI) -> list[APIRoute]:
    """Every route of our own; since FastAPI 0.137 included routers are a tree, not a list."""
    found = (context.original_route for context in iter_route_contexts(app.routes))
    return [route for route in found if isinstance(route, APIRoute)]


# --8<-- [end:list]


# --8<-- [start:registered]
def test_every_router_is_registered(app_settings: Settings) -> None:
    """A module with a router that nobody registered is dead code."""
    app = FastAPI()
    include_routers(app)
    endpoints = {route.endpoint for route in registered(app)}

    routers: list[APIRouter] = [
        module.router
        for found in pkgutil.iter_modules(api.__path__)
        if hasattr(module := importlib.import_module(f"{api.__name__}.{found.name}"), "router")
    ]
    assert len(routers) >= 4
    for router in routers:
        assert {
            route.endpoint for route in router.routes if isinstance(route, APIRoute)
        } <= endpoints


# --8<-- [end:registered]


def test_every_route_of_the_api_declares_that_the_database_may_be_gone(
    app_settings: Settings,
) -> None:
    """A client that is generated from the schema knows what a 503 looks like."""
    app = FastAPI()
    include_routers(app)

    operations = {
        (path, method): set(operation["responses"])
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
        if path.startswith(API_PREFIX)
    }
    assert len(operations) >= 6
    assert [name for name, answers in operations.items() if "503" not in answers] == []


# --8<-- [start:response-models]
def test_every_route_declares_what_it_returns(app_settings: Settings) -> None:
    """In its decorator: left out there, FastAPI takes the annotation, which is for mypy."""
    app = FastAPI()
    include_routers(app)

    sources = [inspect.getsource(route.endpoint) for route in registered(app)]
    assert len(sources) >= 9
    assert [source for source in sources if "response_model=" not in source] == []


# --8<-- [end:response-models]
