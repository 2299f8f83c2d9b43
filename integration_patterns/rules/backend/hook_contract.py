"""A hook file defines the one function that its folder asks for, under its very name.

Aegis Stack 0.16.1 skips a startup file whose function is named `startup_hooks`, in silence: the
server starts, and what the hook should have done is never done.
A coroutine function where a plain one is called has the same end: it is never awaited.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.layout import HOOKS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import Function, words
from integration_patterns.rules.finding import Problem

SUMMARY = "Each hook file defines its folder's function, with the arguments that discovery passes."
PATTERNS = ("middleware", "startup-hooks", "shutdown-hooks")
NEEDS = ("backend",)
NOTHING = "there is no hook file"
MOST_NAMES = 3
GOOD = {
    "app/components/backend/startup/cache.py": (
        "from app.components.backend.startup._sizes import SIZE\n\n\n"
        "async def startup_hook() -> None:\n    print(SIZE)\n"
    ),
    "app/components/backend/startup/_sizes.py": "SIZE = 10\n",
}
BAD = {
    "app/components/backend/startup/cache.py": ("async def on_startup() -> None:\n    print(10)\n")
}


def check(project: Project) -> Iterator[Problem]:
    """Compare each hook file with the contract of its folder."""
    for folder, name in HOOKS.items():
        for source in project.each(_files(project, folder)):
            yield from _judge(source, name)


def _files(project: Project, folder: str) -> list[Source]:
    package = project.layout.parts[folder]
    return [
        source
        for source in project.within(folder)
        if not source.is_package
        and source.module.rpartition(".")[0] == package
        and source.module.rpartition(".")[2][0] != "_"
    ]


def _judge(source: Source, name: str) -> Iterator[Problem]:
    file = source.path.rpartition("/")[2]
    hook = source.definitions.get(name)
    if hook is None:
        if name not in source.names:
            yield source.problem(
                _line_of_a_function(source),
                f"{file} doesn't define {name}(); it defines {_defined(source)}",
                f"name its function {name}, or rename the file to _{file} to leave it out",
            )
    elif isinstance(hook, Function):
        if _yields(source, hook):
            yield source.problem(
                hook.lineno,
                f"{name}() has a yield, so calling it runs nothing",
                "keep what stands before the yield; what stands after it is a shutdown hook of the "
                "same file name",
            )
        if hook.decorator_list:  # which may pass what it likes
            return
        arguments = hook.args
        required = len(arguments.posonlyargs + arguments.args) - len(arguments.defaults)
        wanted = int(name == "register_middleware")
        fits = required <= wanted <= len(arguments.posonlyargs + arguments.args)
        missing = [one for one in arguments.kw_defaults if one is None]
        if (not fits and not arguments.vararg) or missing or required > wanted:
            yield source.problem(
                hook.lineno,
                f"discovery can't call {name}({words(arguments)})",
                f"write {name}({'app: FastAPI' if wanted else ''}) -> None",
            )
        if wanted and isinstance(hook, ast.AsyncFunctionDef):
            yield source.problem(
                hook.lineno,
                f"{name}() is async, and discovery never awaits it",
                "write def instead of async def; what must be awaited belongs in a startup hook",
            )


def _yields(source: Source, hook: Function) -> bool:
    found = [*source.nodes(ast.Yield), *source.nodes(ast.YieldFrom)]
    return any(source.function_of(one) is hook for one in found)


def _functions(source: Source) -> list[Function]:
    return [one for one in source.tree.body if isinstance(one, Function)]


def _line_of_a_function(source: Source) -> int:
    return next((one.lineno for one in _functions(source)), 1)


def _defined(source: Source) -> str:
    names = [f"{one.name}()" for one in _functions(source) if one.name[0] != "_"]
    return (
        ", ".join([*names[:MOST_NAMES], *["…"][: len(names) > MOST_NAMES]]) or "no public function"
    )
