"""A route declares what it returns, so the answer is validated, filtered and documented.

Without a model, whatever the function returns leaves the process: a password column, a `null`
where clients expect a list.
A `JSONResponse` of the route's own is sent as it is, whatever the decorator declares:
[fastapi#1712](https://github.com/fastapi/fastapi/issues/1712).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.backend.routes import Route, is_nothing, routes
from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project

SUMMARY = "Each route has a response model, and doesn't answer around it."
NEEDS = ("api",)
JSON_RESPONSES = {"JSONResponse", "ORJSONResponse", "UJSONResponse"}
UNTYPED = {"Any", "dict", "Dict", "object", "Mapping", *JSON_RESPONSES}
ERRORS = 400
START = (
    "from fastapi import APIRouter\n\n"
    "from app.services.models import Order\n\n"
    "router = APIRouter()\n\n\n"
)
GOOD = {
    "app/components/backend/api/orders.py": (
        f'{START}@router.get("/orders", response_model=list[Order])\n'
        "async def read_orders() -> list[Order]: ...\n"
    )
}
BAD = {
    "app/components/backend/api/orders.py": (
        f'{START}@router.get("/orders")\nasync def read_orders() -> dict[str, object]: ...\n'
    )
}


def check(project: Project) -> Iterator[Finding]:
    """Look at the decorator, the annotation and the returns of each route."""
    for route in project.each(routes(project)):
        if _is_undeclared(route):
            yield Finding(
                route.source.path,
                route.line,
                "route-declares-response",
                f"{route.name} doesn't declare what it returns",
                "add response_model= with just the fields that callers may see; response_class= "
                "where the answer is a page or a file",
            )
        elif not is_nothing(route.option("response_model")):
            yield from _answers_around(route)


def _is_undeclared(route: Route) -> bool:
    options = ("response_model", "response_class")
    if any(not is_nothing(route.option(name)) for name in options) or _has_no_json(route):
        return False
    returns = route.function.returns
    if returns is None:
        return True
    inner = returns.slice if isinstance(returns, ast.Subscript) else None
    is_list = _last(route, returns) in {"list", "List", "Sequence"}
    return _last(route, returns) in UNTYPED or (is_list and _last(route, inner) in UNTYPED)


def _has_no_json(route: Route) -> bool:
    """Whether the route answers with nothing, or with pages, files and redirects only."""
    status = route.option("status_code")
    text = ast.unparse(status) if status is not None else ""
    if any(number in text for number in ("204", "304", "NO_CONTENT", "NOT_MODIFIED")):
        return True
    values = [one.value for one in _returns(route) if one.value is not None]
    return bool(values) and all(_is_response(route, value) for value in values)


def _is_response(route: Route, value: ast.expr) -> bool:
    if isinstance(value, ast.Await):
        value = value.value
    name = _last(route, value.func) if isinstance(value, ast.Call) else ""
    return name.endswith("Response") and name not in JSON_RESPONSES


def _returns(route: Route) -> list[ast.Return]:
    return [
        statement
        for statement in route.source.nodes(ast.Return)
        if route.source.function_of(statement) is route.function
    ]


def _last(route: Route, node: ast.expr | None) -> str:
    outer = node.value if isinstance(node, ast.Subscript) else node
    return route.source.dotted(outer).rpartition(".")[2]


def _answers_around(route: Route) -> Iterator[Finding]:
    for statement in _returns(route):
        value = statement.value
        if (
            isinstance(value, ast.Call)
            and _last(route, value.func) in JSON_RESPONSES
            and not _is_an_error(value)
        ):
            yield Finding(
                route.source.path,
                statement.lineno,
                "route-declares-response",
                f"{route.name} returns a response of its own, which its response model never sees",
                "return the model itself",
            )


def _is_an_error(call: ast.Call) -> bool:
    given = next((one.value for one in call.keywords if one.arg == "status_code"), None)
    status = given or (call.args[1] if len(call.args) > 1 else None)
    if status is None:
        return False
    return not (isinstance(status, ast.Constant) and status.value in range(ERRORS))
