"""What the top level of a file defines."""

import ast
from collections.abc import Iterator


def definitions(tree: ast.Module) -> dict[str, ast.stmt]:
    """Every name that the top level defines, with its first statement."""
    found: dict[str, ast.stmt] = {}
    pending: list[ast.stmt] = list(tree.body)
    for statement in pending:
        pending += _inner(statement)
        for name in targets(statement):
            found.setdefault(name, statement)
    return found


def targets(statement: ast.AST) -> list[str]:
    """The names that a statement gives to something."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign | ast.NamedExpr):
        return [statement.target.id] if isinstance(statement.target, ast.Name) else []
    alias = getattr(statement, "name", None)  # `type NAME = …`, which Python 3.11 can't parse
    return [alias.id] if isinstance(alias, ast.Name) else []


def _inner(statement: ast.stmt) -> Iterator[ast.stmt]:
    """What runs at the top level although it is indented."""
    if isinstance(statement, ast.If | ast.Try | ast.With):
        yield from statement.body
    if isinstance(statement, ast.If | ast.Try):
        yield from statement.orelse
    if isinstance(statement, ast.Try):
        for handler in statement.handlers:
            yield from handler.body
        yield from statement.finalbody
