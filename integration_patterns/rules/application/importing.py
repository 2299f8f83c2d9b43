"""What a file imports, and what each imported name stands for."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from integration_patterns.rules.application.tree import Parsed

DYNAMIC = {"importlib.import_module", "__import__"}


@dataclass(frozen=True)
class Import:
    """One imported name.

    Args:
        line: Where it stands.
        module: What `from` names, or the imported module itself.
        full: The imported name with its module.
        is_typing_only: Whether only type checkers see it.
    """

    line: int
    module: str
    full: str
    is_typing_only: bool = False


def imports(source: Parsed, names: Mapping[str, str]) -> Iterator[Import]:
    """Every import, those inside functions and those by a written-out name too."""
    for node in source.nodes(ast.Import):
        for alias in node.names:
            yield Import(node.lineno, alias.name, alias.name, _is_typing_only(source, names, node))
    for named in source.nodes(ast.ImportFrom):
        module = _absolute(source, named)
        for alias in named.names:
            is_typing_only = _is_typing_only(source, names, named)
            yield Import(named.lineno, module, f"{module}.{alias.name}", is_typing_only)
    for call in source.nodes(ast.Call):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and dotted(call.func, names) in DYNAMIC:
            name = str(first.value)
            if not name.startswith("."):
                yield Import(call.lineno, name, name)


def names(source: Parsed) -> dict[str, str]:
    """What each imported name stands for, by the name that it has in the file."""
    found = {}
    for node in source.nodes(ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            found[alias.asname or top] = alias.name if alias.asname else top
    for named in source.nodes(ast.ImportFrom):
        module = _absolute(source, named)
        for alias in named.names:
            found[alias.asname or alias.name] = f"{module}.{alias.name}"
    return found


def dotted(node: ast.AST | None, names: Mapping[str, str]) -> str:
    """What a name or attribute stands for, such as `os.environ.get`; empty if unknown."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([names.get(node.id, node.id), *reversed(parts)])


def _absolute(source: Parsed, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    around = source.module.split(".")
    kept = len(around) - node.level + source.is_package
    return ".".join([*around[: max(kept, 0)], *([node.module] if node.module else [])])


def _is_typing_only(source: Parsed, names: Mapping[str, str], node: ast.AST) -> bool:
    inside = node
    for outer in source.parents(node):
        if isinstance(outer, ast.If) and dotted(outer.test, names).endswith("TYPE_CHECKING"):
            return inside in outer.body
        inside = outer
    return False
