"""Services raise the app's own errors; only the API turns them into HTTP.

A job that calls a service gets an `HTTPException` with nobody to answer, and a command prints a
status code to a person.
What to raise instead is asked in
[apache/airflow#67221](https://github.com/apache/airflow/issues/67221).
In a middleware it is not even translated: it becomes a 500.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.backend.models import models
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import NOT_FOUND

SUMMARY = "Nothing below the API makes an HTTPException: no service, hook, job or command."
PATTERNS = ("services", "backend-services")
NEEDS = ("services",)
ROOTS = (
    "fastapi.HTTPException",
    "fastapi.exceptions.HTTPException",
    "starlette.exceptions.HTTPException",
)
FIX = (
    "raise an error of the app's own that carries a status, and translate it in one exception "
    "handler"
)
BELOW = ("services", "core", "scheduler", "frontend", "cli", "middleware", "startup", "shutdown")
GOOD = NOT_FOUND | {
    "app/services/orders.py": (
        "from app.core.errors import NotFoundError\n\n\n"
        "def find(number: int) -> None:\n"
        '    raise NotFoundError(f"There is no order {number}.")\n'
    ),
}
BAD = {
    "app/services/orders.py": (
        "from fastapi import HTTPException\n\n\n"
        "def find(number: int) -> None:\n"
        '    raise HTTPException(404, f"There is no order {number}.")\n'
    )
}
ALSO = {"services-know-no-framework": "the exception is FastAPI's, so the service imports it"}


def check(project: Project) -> Iterator[Problem]:
    """Look for HTTPException and classes of the app's own that derive from it."""
    own = {id(one.node): one for one in models(project, *ROOTS)}
    for source in project.each(project.within(*BELOW)):
        for line in sorted({one.lineno for one in _made(project, source, set(own))}):
            what = f"{source.module} raises HTTPException, which only a route can answer with"
            yield source.problem(line, what, FIX)
        for model in own.values():
            if model.source is source:
                what = f"{model.node.name} is an HTTPException, which only a route can answer with"
                line = model.node.lineno
                yield source.problem(line, what, FIX)


def _made(project: Project, source: Source, own: set[int]) -> Iterator[ast.expr]:
    """Where one is made or raised, also into a variable first."""
    named = [one.func for one in source.nodes(ast.Call)]
    named += [one.exc for one in source.nodes(ast.Raise) if one.exc is not None]
    for node in named:
        name = source.dotted(node)
        if name.rpartition(".")[2] == "HTTPException":
            yield node
        elif name:
            found = project.resolve(source, node)
            if found is not None and id(found[1]) in own:
                yield node
