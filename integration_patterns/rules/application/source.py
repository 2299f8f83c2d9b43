"""One file of the application, with what its names stand for."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from integration_patterns.rules.application import importing
from integration_patterns.rules.application.syntax import Function, targets
from integration_patterns.rules.application.tree import Parsed


@dataclass(frozen=True, eq=False)
class Source(Parsed):
    """A module of the application, its imports and its definitions."""

    @cached_property
    def imports(self) -> tuple[importing.Import, ...]:
        """Every import, those inside functions too, in the order of their lines."""
        return tuple(sorted(importing.imports(self, self.names), key=lambda one: one.line))

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for."""
        return importing.names(self)

    @cached_property
    def definitions(self) -> dict[str, ast.stmt]:
        """Every name that the top level of the file defines, with its first statement."""
        found: dict[str, ast.stmt] = {}
        pending: list[ast.stmt] = list(self.tree.body)
        for statement in pending:
            pending += _inner(statement)
            for name in targets(statement):
                found.setdefault(name, statement)
        return found

    def dotted(self, node: ast.AST | None) -> str:
        """What a name or attribute stands for, such as `os.environ.get`; empty if unknown."""
        return importing.dotted(node, self.names)

    def last(self, node: ast.AST | None) -> str:
        """The last name of what a name, an attribute or a subscript of one stands for."""
        outer = node.value if isinstance(node, ast.Subscript) else node
        return self.dotted(outer).rpartition(".")[2]

    def value(self, name: str, near: ast.AST) -> ast.expr | None:
        """What is assigned to a plain name, in the function around a node or at the top level."""
        around = self.function_of(near)
        inside = ast.walk(around) if isinstance(around, Function) else ()
        local = (one for one in inside if name in targets(one))
        statement = next(local, self.definitions.get(name))
        found = getattr(statement, "value", None)
        return found if isinstance(found, ast.expr) else None


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
