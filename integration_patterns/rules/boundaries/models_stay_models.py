"""A model stays a model inside: nobody turns it back into a dict to pass it on.

Type checkers know what a model has, and nothing of what its dict has: after `model_dump()` a
misspelt key is found in production.
JSON that leaves the process (`model_dump(mode="json")`, `model_dump_json()`) is a boundary, and
so are a template (`render(…)`) and a partial update (`exclude_unset=True`).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import keyword, method
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ORDER

SUMMARY = "Services pass models on as they are, not as dicts."
PATTERNS = ("services", "validation-boundaries")
NEEDS = ("services",)
GOOD = ORDER | {
    "app/services/prices.py": (
        "from app.services.models import Order\n\n\n"
        "def with_tax(order: Order) -> int:\n    return order.total * 119 // 100\n"
    ),
}
BAD = ORDER | {
    "app/services/prices.py": (
        "from app.services.models import Order\n\n\n"
        'def with_tax(order: Order) -> int:\n    return order.model_dump()["total"] * 119 // 100\n'
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look for dumps that are neither JSON nor a partial update."""
    for source in project.each(project.within("services")):
        for call in source.nodes(ast.Call):
            is_turned = _is_dumped(call) or _is_loaded_again(source, call)
            if is_turned and not method(source.parent(call)).startswith("render"):
                yield source.problem(
                    call.lineno,
                    "a model is turned back into a dict, whose keys no type checker knows",
                    'read its attributes; write mode="json" where it leaves the process',
                )


def _is_dumped(call: ast.Call) -> bool:
    """Whether this is `x.model_dump()`, or `x.dict()` as models before Pydantic 2 have it."""
    is_old = method(call) == "dict" and not call.args
    return (method(call) == "model_dump" or is_old) and not _is_for_outside(call)


def _is_loaded_again(source: Source, call: ast.Call) -> bool:
    """Whether this is `json.loads(x.model_dump_json())`."""
    inner = call.args[0] if call.args else None
    return source.last(call.func) == "loads" and method(inner) == "model_dump_json"


def _is_for_outside(call: ast.Call) -> bool:
    mode, unset = keyword(call, "mode"), keyword(call, "exclude_unset")
    is_json = isinstance(mode, ast.Constant) and mode.value == "json"
    return is_json or (isinstance(unset, ast.Constant) and unset.value is True)
