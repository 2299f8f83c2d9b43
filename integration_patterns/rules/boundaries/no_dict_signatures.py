"""A service says what it takes and gives with types, not with `dict[str, Any]`.

Whoever calls such a function must read its body to know the keys, and so must every reviewer.
The dashboard of Aegis Stack reads `/health/detailed` as `dict[str, Any]` and asks it with `.get`,
against its own principle: a renamed field shows as an empty card.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Function, Source

SUMMARY = "No public function of a service takes or returns dict[str, Any]."
NEEDS = ("services",)
DICTS = {"dict", "Dict", "Mapping", "MutableMapping"}
ANYTHING = {"Any", "object"}
GOOD = {
    "app/services/orders.py": (
        "from app.services.models import Order\n\n\ndef newest() -> Order: ...\n"
    )
}
BAD = {
    "app/services/orders.py": ("from typing import Any\n\n\ndef newest() -> dict[str, Any]: ...\n")
}


def check(project: Project) -> Iterator[Finding]:
    """Look at the annotations of public functions; one finding for each function."""
    for source in project.each(project.within("services")):
        for function in source.functions():
            if not function.name.startswith("_") and source.function_of(function) is None:
                yield from _judge(source, function)


def _judge(source: Source, function: Function) -> Iterator[Finding]:
    arguments = function.args
    given = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    places = [(f"takes {one.arg} as", one.annotation) for one in given]
    for verb, annotation in [*places, ("returns", function.returns)]:
        if annotation is not None and (found := _dict_of_anything(source, annotation)):
            yield Finding(
                source.path,
                annotation.lineno,
                "no-dict-signatures",
                f"{function.name}() {verb} {ast.unparse(found)}, which says nothing of its keys",
                "name a model or a dataclass with these fields",
            )
            return


def _dict_of_anything(source: Source, annotation: ast.expr) -> ast.expr | None:
    for node in ast.walk(annotation):
        if not isinstance(node, ast.Subscript) or not isinstance(node.slice, ast.Tuple):
            continue
        value = source.dotted(node.slice.elts[-1]).rpartition(".")[2]
        if source.dotted(node.value).rpartition(".")[2] in DICTS and value in ANYTHING:
            return node
    bare = annotation if isinstance(annotation, ast.Name) else None
    return bare if bare is not None and source.dotted(bare) in {"dict", "typing.Dict"} else None
