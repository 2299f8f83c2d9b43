"""Inside, attributes only: `.get("name")` on a record hides a missing field behind `None`.

A model raises for a field that does not exist; `order.get("totl")` answers `None`, and the report
says zero.
Tables of the code's own, headers and clients are not records, and are left alone.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import (
    Function,
    method,
    parameters,
    receiver,
    words,
)
from integration_patterns.rules.backend.untyped import is_anything
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ORDER

SUMMARY = 'Services read records by attribute, not with .get("name").'
PATTERNS = ("validation-boundaries",)
NEEDS = ("services",)
LOADERS = {"json", "model_dump", "loads", "safe_load", "dict"}
RECORDS = {"dict", "Dict", "Mapping", "MutableMapping", "Any"}
GOOD = ORDER | {
    "app/services/orders.py": (
        "from app.services.models import Order\n\n\n"
        "def total(text: str) -> int:\n    return Order.model_validate_json(text).total\n"
    ),
}
BAD = {
    "app/services/orders.py": (
        "import json\n\n\n"
        'def total(text: str) -> int:\n    return json.loads(text).get("total", 0)\n'
    )
}


def check(project: Project) -> Iterator[Problem]:
    """Report each dict once that came in as an argument, or was just loaded, and has a `.get`."""
    for source in project.each(project.within("services")):
        reported: set[tuple[object, str]] = set()
        for call in sorted(source.nodes(ast.Call), key=lambda one: one.lineno):
            if (key := _literal_key(call)) and _is_record(source, call):
                record = source.function_of(call), words(call.func)
                if record in reported:
                    continue
                reported.add(record)
                yield source.problem(
                    call.lineno,
                    f'.get("{key}") reads a record whose fields no type checker knows',
                    "validate it into a model where it comes in, and read its attributes",
                )


def _literal_key(call: ast.Call) -> str:
    """The key of `x.get("key")`, if it could be the name of a field."""
    first = call.args[0] if call.args else None
    if method(call) == "get" and not call.keywords and isinstance(first, ast.Constant):
        return first.value if isinstance(first.value, str) and first.value.isidentifier() else ""
    return ""


def _is_record(source: Source, call: ast.Call) -> bool:
    """Whether `.get` is called on a record, or on what another `.get` found in one."""
    if isinstance(source.parent(call), ast.Await):
        return False
    asked: ast.expr | None = call
    while isinstance(asked, ast.Call) and _literal_key(asked):
        asked = receiver(asked)
    return _is_loaded(asked) or (isinstance(asked, ast.Name) and _names_a_record(source, asked))


def _names_a_record(source: Source, name: ast.Name) -> bool:
    function = source.function_of(name)
    if not isinstance(function, Function):
        return False
    kind = _annotation(function, name.id)
    if kind is not None:
        return _is_record_type(source, kind)
    value = source.value(name.id, name)
    if value is not None:
        return _is_loaded(value)
    return any(_holds_records(source, function, one) for one in _looped_over(function, name.id))


def _annotation(function: Function, name: str) -> ast.expr | None:
    """What an argument or a variable is said to be."""
    said = {one.arg: one.annotation for one in parameters(function.args)}
    for node in ast.walk(function):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            said.setdefault(node.target.id, node.annotation)
    return said.get(name)


def _is_record_type(source: Source, kind: ast.expr) -> bool:
    """Whether values differ by key, as in a record; `dict[str, int]` is a table."""
    if isinstance(kind, ast.BinOp):  # dict[str, Any] | None
        return _is_record_type(source, kind.left)
    if isinstance(kind, ast.Subscript):
        last = kind.slice.elts[-1] if isinstance(kind.slice, ast.Tuple) else kind.slice
        return source.last(kind) in RECORDS and is_anything(source, last)
    return source.last(kind) in RECORDS


def _looped_over(function: Function, name: str) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.For | ast.AsyncFor | ast.comprehension):
            target = node.target.id if isinstance(node.target, ast.Name) else ""
            yield from [node.iter] if target == name else []


def _holds_records(source: Source, function: Function, many: ast.expr) -> bool:
    while isinstance(many, ast.Subscript):
        many = many.value
    if not isinstance(many, ast.Name):
        return _is_loaded(many)
    kind = _annotation(function, many.id)
    if isinstance(kind, ast.Subscript):
        return _is_record_type(source, kind.slice)
    return kind is None and _is_loaded(source.value(many.id, many))


def _is_loaded(value: ast.expr | None) -> bool:
    """Whether this is what `.json()` or `loads` gave, also a part of it."""
    while isinstance(value, ast.Await | ast.Subscript):
        value = value.value
    return method(value) in LOADERS
