"""Services raise the app's own errors; only the API turns them into HTTP.

A job that calls a service gets an `HTTPException` with nobody to answer, and a command prints a
status code to a person.
What to raise instead is asked in
[apache/airflow#67221](https://github.com/apache/airflow/issues/67221).
In a middleware it is not even translated: it becomes a 500.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project

SUMMARY = "Nothing below the API raises HTTPException: no service, hook, job or command."
NEEDS = ("services",)
BELOW = ("services", "core", "scheduler", "frontend", "cli", "middleware", "startup", "shutdown")
GOOD = {
    "app/services/orders.py": (
        "from app.core.errors import NotFoundError\n\n\n"
        "def find(number: int) -> None:\n"
        '    raise NotFoundError(f"There is no order {number}.")\n'
    )
}
BAD = {
    "app/services/orders.py": (
        "from fastapi import HTTPException\n\n\n"
        "def find(number: int) -> None:\n"
        "    raise HTTPException(404)\n"
    )
}


def check(project: Project) -> Iterator[Finding]:
    """Look for `raise HTTPException`."""
    for source in project.each(project.within(*BELOW)):
        for statement in source.nodes(ast.Raise):
            raised = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
            if source.dotted(raised).rpartition(".")[2] == "HTTPException":
                yield Finding(
                    source.path,
                    statement.lineno,
                    "no-http-exception-below-api",
                    f"{source.module} raises HTTPException, which only a route can answer with",
                    "raise an error of the app's own that carries a status, and translate it in "
                    "one exception handler",
                )
