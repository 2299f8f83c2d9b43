"""What a route returns: models, responses of its own, or JSON that nobody validates."""

import ast
import http

from integration_patterns.rules.application.syntax import argument, keyword, targets
from integration_patterns.rules.backend.routes import Route

JSON_RESPONSES = {"JSONResponse", "ORJSONResponse", "UJSONResponse"}
FIRST_ERROR = 400


def returned(route: Route) -> list[ast.expr]:
    """Every expression that the route itself returns, through a variable or a condition."""
    found: list[ast.expr] = []
    for statement in route.source.nodes(ast.Return):
        if statement.value and route.source.function_of(statement) is route.function:
            found += _branches(statement.value)
    return [_meant(route, one) for one in found]


def is_response(route: Route, value: ast.expr) -> bool:
    """Whether a value is a page, a file or a redirect, also one that a helper makes."""
    name = route.source.last(value.func) if isinstance(value, ast.Call) else ""
    return name.lower().endswith(("response", "redirect")) and not is_json_response(route, value)


def is_json_response(route: Route, value: ast.expr) -> bool:
    """Whether a value is JSON that leaves as it is."""
    if not isinstance(value, ast.Call):
        return False
    name = route.source.last(value.func)
    media = keyword(value, "media_type")
    is_json = isinstance(media, ast.Constant) and "json" in str(media.value)
    return name in JSON_RESPONSES or (name == "Response" and is_json)


def is_an_error(value: ast.expr) -> bool:
    """Whether a response has a status of 400 or more, or one that can't be seen."""
    given = argument(value, 1, "status_code") if isinstance(value, ast.Call) else None
    if given is None:
        return False
    if isinstance(given, ast.Constant):
        return isinstance(given.value, int) and given.value >= FIRST_ERROR
    name = given.attr if isinstance(given, ast.Attribute) else ""
    if name.startswith("HTTP_"):
        return name[5:6] not in {"1", "2", "3"}
    status = http.HTTPStatus.__members__.get(name)
    return status is None or status >= FIRST_ERROR


def _branches(value: ast.expr) -> list[ast.expr]:
    if isinstance(value, ast.IfExp):
        return [*_branches(value.body), *_branches(value.orelse)]
    return [value]


def _meant(route: Route, value: ast.expr) -> ast.expr:
    """What a variable was given, a response if it ever was one, without the `await` around it."""
    given = [value]
    if isinstance(value, ast.Name):
        assigned = (one for one in ast.walk(route.function) if value.id in targets(one))
        found = (getattr(one, "value", None) for one in assigned)
        given = [one for one in found if isinstance(one, ast.expr)] or given
    plain = [one.value if isinstance(one, ast.Await) else one for one in given]
    return next((one for one in plain if is_response(route, one)), plain[0])
