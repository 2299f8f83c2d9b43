"""A route takes a request, hands it over to a service, and returns what that says.

Work that stands in a route can't be called by a job or a command, and is tested through HTTP only.
“Where does business logic go?” is the first question about larger apps:
[fastapi-best-practices#4](https://github.com/zhanymkanov/fastapi-best-practices/issues/4).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.backend.routes import Route, routes
from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Function

SUMMARY = "A route has at most 10 statements and runs no database query of its own."
NEEDS = ("api",)
MOST_STATEMENTS = 10
QUERIES = {"execute", "exec", "scalar", "scalars", "query", "add", "add_all", "commit", "flush"}
SESSIONS = ("session", "db")
START = "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n"
GOOD = {
    "app/components/backend/api/orders.py": (
        f'{START}@router.get("/orders")\nasync def read_orders() -> list[Order]:\n'
        "    return await list_orders()\n"
    )
}
BAD = {
    "app/components/backend/api/orders.py": (
        f'{START}@router.get("/orders")\nasync def read_orders(session: Session) -> list[Order]:\n'
        "    return session.scalars(select(Order)).all()\n"
    )
}


def check(project: Project) -> Iterator[Finding]:
    """Count the statements of each route, and look for queries."""
    services = project.layout.folder("services")
    for route in project.each(routes(project)):
        number = _statements(route.function)
        query = _query(route)
        if query is not None:
            yield Finding(
                route.source.path,
                query.lineno,
                "thin-routes",
                f"{route.name} runs a database query of its own",
                f"move it into a function of {services}, and call that",
            )
        elif number > MOST_STATEMENTS:
            yield Finding(
                route.source.path,
                route.line,
                "thin-routes",
                f"{route.name} has {number} statements; {MOST_STATEMENTS} are the most",
                f"move the work into a function of {services}, and call that",
            )


def _statements(function: Function) -> int:
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inside - (ast.get_docstring(function) is not None)


def _query(route: Route) -> ast.Call | None:
    for node in ast.walk(route.function):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in QUERIES
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id.lower().endswith(SESSIONS)
        ):
            return node
    return None
