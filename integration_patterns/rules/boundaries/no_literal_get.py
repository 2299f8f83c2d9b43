"""Inside, attributes only: `.get("name")` on a record hides a missing field behind `None`.

A model raises for a field that does not exist; `order.get("totl")` answers `None`, and the report
says zero.
Tables of the code's own, headers and clients are not records, and are left alone.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Function, Source

SUMMARY = 'Services read records by attribute, not with .get("name").'
NEEDS = ("services",)
LOADERS = {"json", "model_dump", "loads", "safe_load", "dict"}
RECORDS = {"dict", "Dict", "Mapping", "MutableMapping", "Any"}
GOOD = {
    "app/services/orders.py": (
        "from app.services.models import Order\n\n\n"
        "def total(order: Order) -> int:\n    return order.total\n"
    )
}
BAD = {
    "app/services/orders.py": (
        "from typing import Any\n\n\n"
        'def total(order: dict[str, Any]) -> int:\n    return order.get("total", 0)\n'
    )
}


def check(project: Project) -> Iterator[Finding]:
    """Look for `.get` on a dict that came in as an argument, or was just loaded; told once."""
    for source in project.each(project.within("services")):
        told: set[tuple[object, str]] = set()
        for call in sorted(source.nodes(ast.Call), key=lambda one: one.lineno):
            if (key := _literal_key(call)) and _is_record(source, call):
                record = source.function_of(call), ast.unparse(call.func)
                if record in told:
                    continue
                told.add(record)
                yield Finding(
                    source.path,
                    call.lineno,
                    "no-literal-get",
                    f'.get("{key}") reads a record whose fields no type checker knows',
                    f"validate it into a model where it comes in, and read .{key}",
                )


def _literal_key(call: ast.Call) -> str:
    """The key of `x.get("key")`, if it could be the name of a field."""
    first = call.args[0] if call.args else None
    is_get = isinstance(call.func, ast.Attribute) and call.func.attr == "get"
    if is_get and not call.keywords and isinstance(first, ast.Constant):
        return first.value if isinstance(first.value, str) and first.value.isidentifier() else ""
    return ""


def _is_record(source: Source, call: ast.Call) -> bool:
    if isinstance(source.parent(call), ast.Await) or not isinstance(call.func, ast.Attribute):
        return False
    receiver = call.func.value
    if isinstance(receiver, ast.Call):
        return _loads(receiver) or (bool(_literal_key(receiver)) and _is_record(source, receiver))
    if not isinstance(receiver, ast.Name):
        return False
    function = source.function_of(call)
    if not isinstance(function, Function):
        return False
    return _is_dict_argument(source, function, receiver.id) or _was_loaded(function, receiver.id)


def _is_dict_argument(source: Source, function: Function, name: str) -> bool:
    arguments = function.args
    for one in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
        if one.arg == name and one.annotation is not None:
            kind = one.annotation
            outer = kind.value if isinstance(kind, ast.Subscript) else kind
            is_str_to_str = isinstance(kind, ast.Subscript) and not _holds_anything(source, kind)
            return source.dotted(outer).rpartition(".")[2] in RECORDS and not is_str_to_str
    return False


def _holds_anything(source: Source, kind: ast.Subscript) -> bool:
    """Whether values differ by key, as in a record; `dict[str, int]` is a table."""
    last = kind.slice.elts[-1] if isinstance(kind.slice, ast.Tuple) else kind.slice
    return source.dotted(last).rpartition(".")[2] in {"Any", "object"}


def _was_loaded(function: Function, name: str) -> bool:
    return any(
        isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
        and isinstance(node.value, ast.Call)
        and _loads(node.value)
        for node in ast.walk(function)
    )


def _loads(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in LOADERS
