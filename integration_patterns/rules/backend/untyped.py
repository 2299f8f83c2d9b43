"""Tells annotations that say nothing of what is inside from those that do."""

import ast

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source

DICTS = {"dict", "Dict", "Mapping", "MutableMapping", "defaultdict", "OrderedDict"}
ANYTHING = {"Any", "object"}


def untyped_dict(project: Project, source: Source, annotation: ast.expr | None) -> bool:
    """Whether there is a dict without types for its keys, also under a name of its own.

    `dict[str, int]` is a table; `dict`, `dict[str, Any]` and what is called so are not.
    """
    pending: list[tuple[Source, ast.AST]] = [(source, annotation)] if annotation else []
    seen: set[ast.AST] = set()
    for around, node in pending:
        if node in seen:
            continue
        seen.add(node)
        if _is_untyped_dict(around, node):
            return True
        if isinstance(node, ast.Subscript) and around.last(node) in DICTS:
            pending += [(around, one) for one in _values(node)]
        elif isinstance(node, ast.Subscript) and around.last(node) == "Literal":
            continue
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            pending += _quoted(around, node.value)
        elif isinstance(node, ast.Name | ast.Attribute):
            pending += _named(project, around, node)
        else:
            pending += [(around, one) for one in ast.iter_child_nodes(node)]
    return False


def is_anything(source: Source, annotation: ast.expr | None) -> bool:
    """Whether an annotation is `Any` or `object`."""
    return source.last(annotation) in ANYTHING and not isinstance(annotation, ast.Subscript)


def _is_untyped_dict(source: Source, node: ast.AST) -> bool:
    if isinstance(node, ast.Name | ast.Attribute):
        return source.dotted(node) in {"dict", "typing.Dict"}
    if isinstance(node, ast.Subscript) and source.last(node) in DICTS:
        inner = node.slice.elts[-1] if isinstance(node.slice, ast.Tuple) else node.slice
        return is_anything(source, inner)
    return False


def _values(node: ast.Subscript) -> list[ast.expr]:
    """The types of the values of a dict."""
    return node.slice.elts[1:] if isinstance(node.slice, ast.Tuple) else []


def _quoted(source: Source, text: str) -> list[tuple[Source, ast.AST]]:
    try:
        return [(source, ast.parse(text, mode="eval").body)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _named(project: Project, source: Source, node: ast.expr) -> list[tuple[Source, ast.AST]]:
    """What stands behind `JSON = dict[str, Any]` or `type JSON = dict[str, Any]`."""
    found = project.assigned(source, node)
    return [found] if found and not isinstance(found[1], ast.Call) else []
