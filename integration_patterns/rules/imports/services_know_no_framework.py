"""A service is called by routes, jobs, commands and pages, so it knows none of their frameworks.

`Depends` is filled in by FastAPI and by nobody else: a job that calls such a function gets a
`Depends` object ([fastapi#1105](https://github.com/fastapi/fastapi/issues/1105), “a nightmare over
several months” in [fastapi#1693](https://github.com/fastapi/fastapi/issues/1693)).
"""

from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.frameworks import ALL, library
from integration_patterns.rules.imports.graph import imports_where
from integration_patterns.rules.pieces import NOT_FOUND

SUMMARY = "Services and core import no FastAPI, Starlette, APScheduler, Typer, Flet or uvicorn."
PATTERNS = ("services", "backend-services")
NEEDS = ("services",)
GOOD = NOT_FOUND | {
    "app/services/orders.py": (
        "from app.core.errors import NotFoundError\n\n\n"
        "def total(order: int, user_id: int) -> int:\n"
        "    if user_id != 7:\n"
        '        raise NotFoundError(f"You have no order {order}.")\n'
        "    return 20\n"
    ),
}
BAD = {
    "app/services/orders.py": (
        "from fastapi import Depends\n\n\n"
        "def current_user() -> int:\n    return 7\n\n\n"
        "def total(order: int, user_id: int = Depends(current_user)) -> int:\n"
        "    return order * user_id\n"
    )
}


def check(project: Project) -> Iterator[Problem]:
    """Look for imports of the frameworks."""
    parts = ("services", "core")
    for reach in imports_where(project, parts, lambda it: library(it.module) in ALL):
        framework = library(reach.module)
        yield reach.problem(
            f"{reach.source.module} imports {reach.words}, so every caller loads {framework}",
            "take plain arguments, raise the app's own errors, and translate them in the component",
        )
