"""One file of the application, parsed once and walked once."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

Node = TypeVar("Node", bound=ast.AST)
Function = ast.FunctionDef | ast.AsyncFunctionDef


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
    is_typing_only: bool


@dataclass(frozen=True, eq=False)
class Source:
    """A module of the application.

    Args:
        path: Relative to the project, with forward slashes.
        module: Its dotted name.
        is_package: Whether it is an `__init__.py`.
        text: What stands in it.
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

    def nodes(self, kind: type[Node]) -> list[Node]:
        """Every node of one class, outer ones first."""
        return self._index[0].get(kind, [])  # type: ignore[return-value]  # filed under its class

    def functions(self) -> list[Function]:
        """Every function, nested ones too."""
        return [*self.nodes(ast.FunctionDef), *self.nodes(ast.AsyncFunctionDef)]

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

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        """Every import, those inside functions too."""
        plain = [
            Import(node.lineno, alias.name, alias.name, self._is_typing_only(node))
            for node in self.nodes(ast.Import)
            for alias in node.names
        ]
        named = [
            Import(node.lineno, module, f"{module}.{alias.name}", self._is_typing_only(node))
            for node in self.nodes(ast.ImportFrom)
            for module in [self._absolute(node)]
            for alias in node.names
        ]
        return tuple(sorted([*plain, *named], key=lambda one: one.line))

    @cached_property
    def names(self) -> dict[str, str]:
        """What each imported name stands for."""
        found = {}
        for node in self.nodes(ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                found[alias.asname or top] = alias.name if alias.asname else top
        for named in self.nodes(ast.ImportFrom):
            module = self._absolute(named)
            for alias in named.names:
                found[alias.asname or alias.name] = f"{module}.{alias.name}"
        return found

    @cached_property
    def definitions(self) -> dict[str, ast.stmt]:
        """Every name that the top level of the file defines, with its statement."""
        found: dict[str, ast.stmt] = {}
        pending: list[ast.stmt] = list(self.tree.body)
        for statement in pending:
            if isinstance(statement, ast.If | ast.Try | ast.With):
                pending += _inner(statement)
            for name in _defined(statement):
                found.setdefault(name, statement)
        return found

    def dotted(self, node: ast.AST | None) -> str:
        """What a name or attribute stands for, such as `os.environ.get`; empty if unknown."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self.names.get(node.id, node.id), *reversed(names)])

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        around = self.module.split(".")
        kept = len(around) - node.level + self.is_package
        return ".".join([*around[: max(kept, 0)], *([node.module] if node.module else [])])

    def _is_typing_only(self, node: ast.AST) -> bool:
        return any(
            isinstance(outer, ast.If) and self.dotted(outer.test).endswith("TYPE_CHECKING")
            for outer in self.parents(node)
        )


SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
UNINTERESTING = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


def _inner(statement: ast.If | ast.Try | ast.With) -> list[ast.stmt]:
    inner = list(statement.body)
    if not isinstance(statement, ast.With):
        inner += statement.orelse
    if isinstance(statement, ast.Try):
        inner += [line for handler in statement.handlers for line in handler.body]
    return inner


def _defined(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []
