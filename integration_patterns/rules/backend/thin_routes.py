"""A route takes a request, hands it over to a service, and returns what that says.

Work that stands in a route can't be called by a job or a command, and is tested through HTTP only.
“Where does business logic go?” is the first question about larger apps:
[fastapi-best-practices#4](https://github.com/zhanymkanov/fastapi-best-practices/issues/4).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import Function, method, receiver
from integration_patterns.rules.backend.routes import Route, routes
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ORDER, ORDERS, ROUTING

SUMMARY = "A route has at most 10 statements and doesn't talk to the database itself."
PATTERNS = ("routes", "what-goes-where")
NEEDS = ("api",)
MOST_STATEMENTS = 10
QUERIES = {
    "execute",
    "exec",
    "scalar",
    "scalars",
    "query",
    "add",
    "add_all",
    "commit",
    "flush",
    "refresh",
}
SESSIONS = ("session", "db", "conn", "connection", "cursor")
STATEMENTS = {
    f"{library}.{name}"
    for library in ("sqlalchemy", "sqlalchemy.future", "sqlmodel")
    for name in ("select", "insert", "update", "delete", "text")
}
FIX = "move the work into a service function, and call that"
ROUTE = '@router.get("/orders", response_model=list[Order])\n'
GOOD = ORDERS | {
    "app/components/backend/api/orders.py": (
        "from fastapi import APIRouter\n\n"
        "from app.services.models import Order\n"
        "from app.services.orders import list_orders\n\n"
        f"router = APIRouter()\n\n\n{ROUTE}"
        "async def read_orders() -> list[Order]:\n    return await list_orders()\n"
    ),
    **ROUTING,
}
DATABASE = {
    "app/core/database.py": (
        "from collections.abc import Iterator\n\n"
        "from sqlalchemy import create_engine\n"
        "from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column\n\n"
        'engine = create_engine("sqlite://")\n\n\n'
        "class Base(DeclarativeBase): ...\n\n\n"
        "class OrderRow(Base):\n"
        '    __tablename__ = "orders"\n\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    total: Mapped[int]\n\n\n"
        "def open_session() -> Iterator[Session]:\n"
        "    with Session(engine) as session:\n"
        "        yield session\n"
    )
}
BAD = ORDER | {
    "app/components/backend/api/orders.py": (
        "from typing import Annotated\n\n"
        "from fastapi import APIRouter, Depends\n"
        "from sqlalchemy import select\n"
        "from sqlalchemy.orm import Session\n\n"
        "from app.core.database import OrderRow, open_session\n"
        "from app.services.models import Order\n\n"
        f"router = APIRouter()\n\n\n{ROUTE}"
        "def read_orders(session: Annotated[Session, Depends(open_session)]) -> list[Order]:\n"
        "    rows = session.scalars(select(OrderRow))\n"
        "    return [Order(id=row.id, total=row.total) for row in rows]\n"
    ),
    **ROUTING,
    **DATABASE,
}


def check(project: Project) -> Iterator[Problem]:
    """Count the statements of each route, and look for queries; each function is reported once."""
    for route in project.each(_functions(project)):
        number = _statements(route.function)
        query = _query(route.source, route.function)
        if query is not None:
            what = "talks to the database itself"
            yield route.problem(query.lineno, what, FIX)
        elif number > MOST_STATEMENTS:
            what = f"has {number} statements; {MOST_STATEMENTS} are the most"
            yield route.problem(route.line, what, FIX)


def _functions(project: Project) -> Iterator[Route]:
    """Every route, without the second decorator of the same function."""
    seen: set[Function] = set()
    for route in routes(project):
        if route.function not in seen:
            seen.add(route.function)
            yield route


def _statements(function: Function) -> int:
    inside = sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1
    return inside - (ast.get_docstring(function) is not None)


def _query(source: Source, function: Function) -> ast.Call | None:
    """The first call that makes a statement, or hands one to a session."""
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return next((call for call in calls if _is_query(source, call)), None)


def _is_query(source: Source, call: ast.Call) -> bool:
    if source.dotted(call.func) in STATEMENTS:
        return True
    if method(call) not in QUERIES:
        return False
    session = receiver(call)
    name = session.attr if isinstance(session, ast.Attribute) else source.dotted(session)
    return name.lower().endswith(SESSIONS)
