"""Every router is registered, and every router that is registered exists.

A module of routes that nobody includes is found by the first user who gets a 404.
Discovering routers instead has been asked for often
([fastapi#3604](https://github.com/fastapi/fastapi/issues/3604)), but the order of routes matters
and the list is read often, so it is written by hand, and this rule finds what was forgotten.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.backend.routes import routers
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ROUTING

SUMMARY = "Each router of the API is included somewhere, and each included router is defined."
PATTERNS = ("routes",)
NEEDS = ("api",)
FINDERS = {"importlib.import_module", "pkgutil.iter_modules", "pkgutil.walk_packages"}
GOOD = ROUTING | {
    "app/components/backend/api/orders.py": (
        "from fastapi import APIRouter\n\n"
        "router = APIRouter()\n\n\n"
        '@router.get("/orders", response_model=list[int])\n'
        "async def read_orders() -> list[int]:\n    return [7]\n"
    ),
}
BAD = GOOD | {
    "app/components/backend/api/routing.py": (
        "from fastapi import FastAPI\n\n\ndef include_routers(app: FastAPI) -> None: ...\n"
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Compare the routers that files make with those that other files use."""
    used = {name for source in project.sources.values() for name in _used(project, source)}
    is_discovered = _is_discovered(project)
    for source in project.within("api"):
        for name, call in project.each(routers(source).items()):
            if f"{source.module}.{name}" not in used and not is_discovered:
                yield source.problem(
                    call.lineno,
                    f"no file includes {name} of {source.module}, so its routes answer 404",
                    f"call app.include_router({source.module.rpartition('.')[2]}.{name}) where "
                    "the others are registered",
                )
    for source in project.within("backend", "api"):
        yield from _included_but_missing(project, source)


def _is_discovered(project: Project) -> bool:
    """Whether some file includes what it finds at run time: no text says which routers."""
    return any(
        source.dotted(call.func) in FINDERS
        for source in project.sources.values()
        if any(one.attr == "include_router" for one in source.nodes(ast.Attribute))
        for call in source.nodes(ast.Call)
    )


def _included_but_missing(project: Project, source: Source) -> Iterator[Problem]:
    for call in source.calls("include_router"):
        name = source.dotted(call.args[0]) if call.args else ""
        module = name.rpartition(".")[0]
        if not project.is_own(name):
            continue
        around = project.sources.get(module)
        known = around and (project.definition(name) or _star(around))
        if not known and not _is_unreadable(project, module):
            yield source.problem(
                call.lineno,
                f"{name} is registered, but no file defines it",
                "remove the line, or add the module",
            )


def _star(source: Source) -> bool:
    return "*" in source.names or "__getattr__" in source.definitions


def _is_unreadable(project: Project, module: str) -> bool:
    end = module.replace(".", "/")
    return any(one.path.endswith((f"{end}.py", f"{end}/__init__.py")) for one in project.unreadable)


def _used(project: Project, source: Source) -> Iterator[str]:
    """Dotted names that the code of a file uses; an import alone uses nothing."""
    names = {source.dotted(node) for node in source.nodes(ast.Attribute)}
    loaded = {one.id for one in source.nodes(ast.Name) if isinstance(one.ctx, ast.Load)}
    names |= {full for name, full in source.names.items() if name in loaded}
    for call in source.calls("include_router"):
        given = {one.id for one in call.args[:1] if isinstance(one, ast.Name)}
        names |= {f"{source.module}.{name}" for name in given & source.definitions.keys()}
    for name in names:
        yield name
        if defined := project.definition(name):
            found, statement = defined
            yield from (
                f"{found.module}.{own}"
                for own, other in found.definitions.items()
                if other is statement
            )
