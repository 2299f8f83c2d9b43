"""Only discovery loads a hook, so that renaming or removing its file is all it takes.

A hook that something imports runs in an order that no file name shows, or twice.
Aegis Stack hard-wires two of its middleware because their order matters; which of the files in
the folder discovery runs, then only the source of two other files tells.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.layout import HOOKS
from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Source

SUMMARY = "No import names a hook file; discovery finds it."
NEEDS = ("backend",)
GOOD = {
    "app/components/backend/startup/cache.py": "def startup_hook() -> None: ...\n",
    "app/components/backend/main.py": "import importlib\n",
}
BAD = {
    "app/components/backend/startup/cache.py": "def startup_hook() -> None: ...\n",
    "app/components/backend/main.py": (
        "from app.components.backend.startup.cache import startup_hook\n"
    ),
}


def check(project: Project) -> Iterator[Finding]:
    """Look for imports of modules in the hooks' folders; a name starting with `_` is a helper."""
    for source in project.each(project.sources.values()):
        for line, module in _loaded(project, source):
            file = module.rpartition(".")[2]
            if file[:1] != "_" and _is_hook(project, module):
                yield Finding(
                    source.path,
                    line,
                    "hooks-are-discovered",
                    f"{source.module} imports the hook {module}",
                    f"move what it needs into a service, or rename the file to _{file}.py",
                )


def _is_hook(project: Project, module: str) -> bool:
    """Whether a module keeps the contract of its folder; another one is told of elsewhere."""
    source = project.sources.get(module)
    return source is not None and any(
        project.layout.is_in(module, folder) and function in source.definitions
        for folder, function in HOOKS.items()
    )


def _loaded(project: Project, source: Source) -> Iterator[tuple[int, str]]:
    """Each module that the file names in an import, or in a call of `import_module`."""
    for imported in source.imports:
        yield imported.line, project.target(imported)
    for call in source.nodes(ast.Call):
        named = call.args[0] if call.args else None
        if source.dotted(call.func) == "importlib.import_module" and isinstance(
            named, ast.Constant
        ):
            yield call.lineno, str(named.value)
