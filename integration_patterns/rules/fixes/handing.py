"""Where a class itself is handed to something, which may then make and change its instances."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.source import Function, Source

# These only read a class, or make instances that nothing else has.
HARMLESS = {"Depends", "TypeAdapter", "cast", "isinstance", "issubclass", "type"}
CONTAINERS = {
    "Annotated",
    "Generic",
    "Iterable",
    "List",
    "Optional",
    "Sequence",
    "Union",
    "dict",
    "list",
    "set",
    "tuple",
}


def handed(source: Source) -> Iterator[tuple[str, int]]:
    """The name and line of each class, or whatever has a name, that a file hands on as it is.

    FastAPI's `response_model=` and annotations don't count: they validate, and assign nothing.
    """
    for call in source.nodes(ast.Call):
        if source.last(call.func) not in HARMLESS:
            given = [*call.args, *(one.value for one in call.keywords if _tells(one))]
            yield from ((name, call.lineno) for one in given for name in _named(source, one))
    for part in source.nodes(ast.Subscript):
        if source.last(part) not in CONTAINERS and not _is_declared(source, part):
            yield from ((name, part.lineno) for name in _named(source, part.slice))


def _tells(keyword: ast.keyword) -> bool:
    return keyword.arg != "response_model"


def _named(source: Source, given: ast.expr) -> Iterator[str]:
    """The names in `Order`, `list[Order]`, `(Order, Item)` and `Order | None`."""
    pending = [given]
    for one in pending:
        if isinstance(one, ast.Name | ast.Attribute):
            yield source.last(one)
        elif isinstance(one, ast.Subscript):
            pending.append(one.slice)
        elif isinstance(one, ast.Tuple | ast.List):
            pending += one.elts
        elif isinstance(one, ast.BinOp):
            pending += [one.left, one.right]


def _is_declared(source: Source, node: ast.AST) -> bool:
    """Whether this is part of an annotation, or of a response model."""
    inside = node
    for outer in source.parents(node):
        if isinstance(outer, ast.arg | ast.AnnAssign) and outer.annotation is inside:
            return True
        if isinstance(outer, Function) and outer.returns is inside:
            return True
        if isinstance(outer, ast.keyword) and not _tells(outer):
            return True
        inside = outer
    return False
