"""Finds routes and routers, by the decorators and the calls that make them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Function, Source

METHODS = {"get", "post", "put", "delete", "patch", "head", "options", "api_route"}


@dataclass(frozen=True)
class Route:
    """A function that answers requests, with the decorator that says which."""

    source: Source
    function: Function
    decorator: ast.Call

    @property
    def line(self) -> int:
        """Where the decorator stands."""
        return self.decorator.lineno

    @property
    def name(self) -> str:
        """The function as a message names it."""
        return f"the route {self.function.name}()"

    def option(self, name: str) -> ast.expr | None:
        """One keyword of the decorator."""
        return keyword(self.decorator, name)


def routes(project: Project) -> Iterator[Route]:
    """Every route of the backend."""
    for source in project.within("backend", "api"):
        makers = _makers(source)
        for function in source.functions():
            for decorator in function.decorator_list:
                if _is_route(decorator, makers):
                    yield Route(source, function, decorator)  # type: ignore[arg-type]  # a call
                    break


def routers(source: Source) -> dict[str, ast.Call]:
    """Every router that the top level of a file makes, by its name."""
    return {
        name: statement.value
        for name, statement in source.definitions.items()
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and isinstance(statement.value, ast.Call)
        and source.dotted(statement.value.func).endswith("Router")
    }


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of one keyword of a call."""
    return next((given.value for given in call.keywords if given.arg == name), None)


def is_nothing(node: ast.expr | None) -> bool:
    """Whether an option is left out, or `None`."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def _makers(source: Source) -> set[str]:
    """Names that stand for a router or an application anywhere in the file."""
    found = {"app", "router"}
    for statement in source.nodes(ast.Assign):
        value = statement.value
        if isinstance(value, ast.Call) and source.dotted(value.func).endswith(
            ("Router", "FastAPI")
        ):
            found |= {target.id for target in statement.targets if isinstance(target, ast.Name)}
    return found


def _is_route(decorator: ast.expr, makers: set[str]) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and decorator.func.attr in METHODS
        and isinstance(decorator.func.value, ast.Name)
        and (decorator.func.value.id in makers or "router" in decorator.func.value.id)
    )
