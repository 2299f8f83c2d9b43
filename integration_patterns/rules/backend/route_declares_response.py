"""A route declares what it returns, so the answer is validated, filtered and documented.

Without a model, whatever the function returns leaves the process: a password column, a `null`
where clients expect a list.
A `JSONResponse` of the route's own is sent as it is, whatever the decorator declares:
[fastapi#1712](https://github.com/fastapi/fastapi/issues/1712).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.syntax import is_nothing, is_spelled_out, keyword, words
from integration_patterns.rules.backend.answers import (
    is_an_error,
    is_json_response,
    is_response,
    returned,
)
from integration_patterns.rules.backend.routes import Route, routes
from integration_patterns.rules.backend.untyped import is_anything, untyped_dict
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ORDERS, ROUTING

SUMMARY = "Each route has a response model, and doesn't answer around it."
PATTERNS = ("routes", "validation-boundaries")
NEEDS = ("api",)
FIX = (
    "add response_model= with just the fields that callers may see; response_class= where the "
    "answer is a page or a file"
)
LISTS = {"list", "List", "Sequence"}
NO_CONTENT = ("204", "304", "NO_CONTENT", "NOT_MODIFIED")
START = (
    "from fastapi import APIRouter\n\n"
    "from app.services.models import Order\n"
    "from app.services.orders import list_orders\n\n"
    "router = APIRouter()\n\n\n"
)
GOOD = ORDERS | {
    "app/components/backend/api/orders.py": (
        f'{START}@router.get("/orders", response_model=list[Order])\n'
        "async def read_orders() -> list[Order]:\n    return await list_orders()\n"
    ),
    **ROUTING,
}
BAD = GOOD | {
    "app/components/backend/api/orders.py": (
        START.replace("from app.services.models import Order\n", "") + '@router.get("/orders")\n'
        "async def read_orders() -> dict[str, object]:\n"
        '    return {"orders": await list_orders()}\n'
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look at the decorator, the annotation and the returns of each route."""
    for route in project.each(routes(project)):
        model = route.option("response_model")
        if not is_nothing(model) and _says_nothing(project, route, model):
            what = f"declares {words(model)}, which says nothing of its fields"
            yield route.problem(route.line, what, FIX)
        elif _is_undeclared(project, route):
            yield route.problem(route.line, "doesn't declare what it returns", FIX)
        elif not is_nothing(model):
            yield from _answers_around(route)


def _is_undeclared(project: Project, route: Route) -> bool:
    options = (route.option("response_model"), route.option("response_class"))
    if not is_spelled_out(route.call) or not all(map(is_nothing, options)):
        return False
    if route.router and keyword(route.router, "default_response_class"):
        return False
    if _has_no_json(route):
        return False
    returns = route.function.returns
    return returns is None or _says_nothing(project, route, returns)


def _says_nothing(project: Project, route: Route, given: ast.expr | None) -> bool:
    """Whether an annotation, or the items of a list, are anything at all."""
    source = route.source
    is_list = source.last(given) in LISTS
    inner = given.slice if isinstance(given, ast.Subscript) and is_list else given
    return (
        is_anything(source, inner)
        or source.last(given) == "JSONResponse"
        or untyped_dict(project, source, given)
    )


def _has_no_json(route: Route) -> bool:
    """Whether the route answers with nothing, or with pages, files and redirects only."""
    text = words(route.option("status_code"))
    if any(number in text for number in NO_CONTENT):
        return True
    values = returned(route)
    return bool(values) and all(is_response(route, value) for value in values)


def _answers_around(route: Route) -> Iterator[Problem]:
    for value in returned(route):
        if is_json_response(route, value) and not is_an_error(value):
            what = "returns a response of its own, which its response model never sees"
            yield route.problem(value.lineno, what, "return the model itself")
