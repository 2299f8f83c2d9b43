"""Finds routes and routers, by the decorators and the calls that make them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import (
    Function,
    argument,
    keyword,
    method,
    receiver,
    targets,
)
from integration_patterns.rules.finding import Problem

METHODS = {"get", "post", "put", "delete", "patch", "head", "options", "trace", "api_route"}


@dataclass(frozen=True)
class Route:
    """A function that answers requests, with the call that says which.

    Args:
        source: The file of the function.
        function: What answers.
        call: The decorator, or the call of `add_api_route`.
        router: The call that makes its router, if it is in the same file.
    """

    source: Source
    function: Function
    call: ast.Call
    router: ast.Call | None = None

    @property
    def line(self) -> int:
        """Where the decorator stands, or the function that is added by a call."""
        decorated = self.call in self.function.decorator_list
        return self.call.lineno if decorated else self.function.lineno

    @property
    def name(self) -> str:
        """The function as a message names it."""
        return f"the route {self.function.name}()"

    def option(self, name: str) -> ast.expr | None:
        """One keyword of the call."""
        return keyword(self.call, name)

    def problem(self, line: int, what: str, fix: str) -> Problem:
        """Something that is wrong on a line of the route."""
        return self.source.problem(line, f"{self.name} {what}", fix)


def routes(project: Project) -> Iterator[Route]:
    """Every route of the backend; a function with two decorators is two routes."""
    for source in project.within("backend", "api"):
        makers = _makers(source)
        for function in source.functions():
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and _is_method(source, decorator, makers):
                    yield Route(source, function, decorator, _router(source, decorator))
        for call in source.calls("add_api_route"):
            found = project.resolve(source, argument(call, 1, "endpoint"))
            if found and isinstance(found[1], Function):
                yield Route(found[0], found[1], call, _router(source, call))


def routers(source: Source) -> dict[str, ast.Call]:
    """Every router that the top level of a file makes, by its name."""
    return {
        name: statement.value
        for name, statement in source.definitions.items()
        if isinstance(statement, ast.Assign | ast.AnnAssign)
        and isinstance(statement.value, ast.Call)
        and source.dotted(statement.value.func).endswith("Router")
    }


def _router(source: Source, call: ast.Call) -> ast.Call | None:
    return routers(source).get(source.dotted(receiver(call)))


def _makers(source: Source) -> set[str]:
    """Names that stand for a router or an application anywhere in the file."""
    found = {"app", "router"}
    statements: list[ast.Assign | ast.AnnAssign] = [*source.nodes(ast.Assign)]
    for statement in [*statements, *source.nodes(ast.AnnAssign)]:
        made = statement.value.func if isinstance(statement.value, ast.Call) else None
        if source.dotted(made).endswith(("Router", "FastAPI")):
            found |= set(targets(statement))
    return found


def _is_method(source: Source, decorator: ast.Call, makers: set[str]) -> bool:
    """Whether this is `router.get(…)`, also where the router is an attribute of something."""
    if method(decorator) not in METHODS:
        return False
    router = receiver(decorator)
    if isinstance(router, ast.Name):
        return router.id in makers or "router" in router.id.lower()
    return "router" in source.last(router).lower()
