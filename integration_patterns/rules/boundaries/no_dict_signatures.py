"""A service says what it takes and gives with types, not with `dict[str, Any]`.

To know the keys, a caller of such a function must read its body, and so must every reviewer.
The dashboard of Aegis Stack reads `/health/detailed` as `dict[str, Any]` and asks it with `.get`,
against its own principle: a renamed field shows as an empty card.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import Function, parameters, words
from integration_patterns.rules.backend.untyped import untyped_dict
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ORDER

SUMMARY = "No public function of a service takes or returns dict[str, Any]."
PATTERNS = ("services", "validation-boundaries")
NEEDS = ("services",)
PUBLIC = {"__init__", "__call__"}
# What Pydantic calls with data that it has not validated yet.
HOOKS = {
    "field_serializer",
    "field_validator",
    "model_serializer",
    "model_validator",
    "root_validator",
    "validator",
}
GOOD = ORDER | {
    "app/services/orders.py": (
        "from app.services.models import Order\n\n\n"
        "def newest() -> Order:\n    return Order(id=7, total=20)\n"
    ),
}
BAD = {
    "app/services/orders.py": (
        "from typing import Any\n\n\n"
        'def newest() -> dict[str, Any]:\n    return {"id": 7, "total": 20}\n'
    )
}


def check(project: Project) -> Iterator[Problem]:
    """Look at the annotations of public functions; one finding for each function."""
    for source in project.each(project.within("services")):
        for function in source.functions():
            if _is_public(source, function):
                yield from _judge(project, source, function)


def _is_public(source: Source, function: Function) -> bool:
    if function.name.startswith("_") and function.name not in PUBLIC:
        return False
    decorators = (one.func if isinstance(one, ast.Call) else one for one in function.decorator_list)
    if any(source.last(one) in HOOKS for one in decorators):
        return False
    around = [*source.parents(function)]
    is_private = any(isinstance(one, ast.ClassDef) and one.name.startswith("_") for one in around)
    return not is_private and source.function_of(function) is None


def _judge(project: Project, source: Source, function: Function) -> Iterator[Problem]:
    rest = filter(None, (function.args.vararg, function.args.kwarg))
    given = [*parameters(function.args), *rest]
    places = [(f"takes {one.arg} as", one.annotation) for one in given]
    for verb, annotation in [*places, ("returns", function.returns)]:
        if annotation is not None and untyped_dict(project, source, annotation):
            yield source.problem(
                annotation.lineno,
                f"{function.name}() {verb} {words(annotation)}, which says nothing of the keys",
                "name a model or a dataclass with these fields",
            )
            return
