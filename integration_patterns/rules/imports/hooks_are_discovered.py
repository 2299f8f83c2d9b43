"""Only discovery loads a hook, so that renaming or removing its file is all it takes.

A hook that something imports runs in an order that no file name shows, or twice.
Aegis Stack hard-wires two of its middleware because their order matters; which of the files in
the folder discovery runs, then only the source of two other files tells.
"""

from collections.abc import Iterator

from integration_patterns.rules.application.layout import HOOKS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem

SUMMARY = "No import names a hook file; discovery finds it."
PATTERNS = ("middleware", "startup-hooks", "shutdown-hooks")
NEEDS = ("backend",)
CACHE = {
    "app/components/backend/startup/cache.py": (
        'def startup_hook() -> None:\n    print("filled")\n'
    )
}
GOOD = CACHE | {
    "app/components/backend/main.py": (
        "from importlib import import_module\n"
        "from pkgutil import iter_modules\n\n"
        "from app.components.backend import startup\n\n\n"
        "def start() -> None:\n"
        '    for found in iter_modules(startup.__path__, f"{startup.__name__}."):\n'
        "        import_module(found.name).startup_hook()\n"
    ),
}
BAD = CACHE | {
    "app/components/backend/main.py": (
        "from app.components.backend.startup.cache import startup_hook\n\n\n"
        "def start() -> None:\n    startup_hook()\n"
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look for imports of modules in the hooks' folders; a name starting with `_` is a helper."""
    for source in project.each(project.sources.values()):
        for imported in source.imports:
            module = project.target(imported)
            file = module.rpartition(".")[2]
            if file[:1] != "_" and _is_hook(project, module):
                yield source.problem(
                    imported.line,
                    f"{source.module} imports the hook {module}",
                    f"move what both need into a file that starts with _, such as _{file}.py, or "
                    "into a service",
                )


def _is_hook(project: Project, module: str) -> bool:
    """Whether a module keeps the contract of its folder; another rule reports those that do not."""
    source = project.sources.get(module)
    return source is not None and any(
        project.layout.is_in(module, folder) and function in source.definitions
        for folder, function in HOOKS.items()
    )
