"""One file of the application, parsed once and walked once."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from integration_patterns.rules.application.syntax import Function, method
from integration_patterns.rules.finding import Problem

Node = TypeVar("Node", bound=ast.AST)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
UNINTERESTING = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


@dataclass(frozen=True, eq=False)
class Parsed:
    """A module of the application, and its nodes.

    Args:
        path: Relative to the project, with forward slashes.
        module: Its dotted name.
        is_package: Whether it is an `__init__.py`.
        text: Its content.
        tree: The same, parsed.
    """

    path: str
    module: str
    is_package: bool
    text: str
    tree: ast.Module

    @cached_property
    def lines(self) -> list[str]:
        """The text by lines, as the parser counts them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    def line(self, number: int) -> str:
        """One line, stripped; empty if there is none."""
        return self.lines[number - 1].strip() if 0 < number <= len(self.lines) else ""

    def problem(self, line: int, what: str, fix: str) -> Problem:
        """Something that is wrong on a line of this file."""
        return Problem(self.path, line, what, fix)

    def nodes(self, kind: type[Node]) -> list[Node]:
        """Every node of one class, outer ones first."""
        return self._index[0].get(kind, [])  # type: ignore[return-value]  # filed under its class

    def functions(self) -> list[Function]:
        """Every function, nested ones too."""
        return [*self.nodes(ast.FunctionDef), *self.nodes(ast.AsyncFunctionDef)]

    def calls(self, *methods: str) -> list[ast.Call]:
        """Every call of a method that is named so, whatever it is called on."""
        return [call for call in self.nodes(ast.Call) if method(call) in methods]

    def parent(self, node: ast.AST) -> ast.AST | None:
        """The node around this one."""
        return self._index[1].get(node)

    def parents(self, node: ast.AST) -> Iterator[ast.AST]:
        """Every node around this one, the nearest first."""
        outer = self.parent(node)
        while outer is not None:
            yield outer
            outer = self.parent(outer)

    def function_of(self, node: ast.AST) -> Function | ast.Lambda | None:
        """The nearest function that runs this node."""
        return next((outer for outer in self.parents(node) if isinstance(outer, SCOPES)), None)

    @cached_property
    def _index(self) -> tuple[dict[type[ast.AST], list[ast.AST]], dict[ast.AST, ast.AST]]:
        by_class: dict[type[ast.AST], list[ast.AST]] = defaultdict(list)
        parents: dict[ast.AST, ast.AST] = {}
        pending: list[ast.AST] = [self.tree]
        for node in pending:
            by_class[type(node)].append(node)
            for child in ast.iter_child_nodes(node):
                if not isinstance(child, UNINTERESTING):
                    parents[child] = node
                    pending.append(child)
        return by_class, parents
