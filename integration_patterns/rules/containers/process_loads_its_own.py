"""Importing an entrypoint loads nothing of the components that it does not join.

What is imported by name at run time, or by a library, no static graph sees; a fresh interpreter
does.
Aegis Stack met it as memory: a supervisor of 201 MB, killed, because a plain import had loaded the
whole application.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from integration_patterns.rules.application.layout import COMPONENTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.frameworks import OF, of_others

SUMMARY = (
    "A fresh interpreter that imports an entrypoint loads no other component or its framework."
)
PATTERNS = ("container-boundaries", "key-principles")
NEEDS = ("entrypoints",)
IMPORTS_THE_APP = True
SECONDS = 60
INSTALL = "run patterns in the environment where the application is installed"
LOADED = "import json, sys; __import__(sys.argv[1]); print('\\n' + json.dumps(sorted(sys.modules)))"
APP = {
    "app/components/frontend/main.py": 'PAGES = ("reports",)\n',
    "app/components/backend/main.py": 'ROUTES = ("/reports",)\n',
    **{f"app{folder}/__init__.py": "" for folder in ("", "/components", "/entrypoints")},
    **{f"app/components/{name}/__init__.py": "" for name in ("frontend", "backend")},
}
GOOD = {
    **APP,
    "app/entrypoints/frontend.py": (
        "from app.components.frontend.main import PAGES\n\nprint(PAGES)\n"
    ),
}
BAD = {
    **APP,
    "app/entrypoints/frontend.py": (
        "from importlib import import_module\n\n"
        "from app.components.frontend.main import PAGES\n\n"
        'OTHER = import_module(".".join(["app", "components", "backend", "main"]))\n\n'
        "print(PAGES, OTHER)\n"
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Start one interpreter for each entrypoint, and read its `sys.modules`."""
    entrypoints = (one for one in project.within("entrypoints") if not one.is_package)
    for source in project.each(entrypoints):
        try:
            loaded = _loaded(project, source)
        except _NotImportableError as error:
            fix = (
                INSTALL if "ModuleNotFoundError" in str(error) else "let importing it start nothing"
            )
            yield _problem(source, f"can't be imported: {error}", fix)
            continue
        joined = {project.layout.component(project.target(one)) for one in source.imports}
        yield from _strangers(project, source, loaded, joined)


def _strangers(
    project: Project, source: Source, loaded: list[str], joined: set[str]
) -> Iterator[Problem]:
    named = {one.module.partition(".")[0] for one in source.imports}
    components = {project.layout.component(name) for name in loaded} - {""}
    for component in sorted(components - joined):
        what = f"loads the component {component}, which it doesn't import itself"
        yield _problem(source, what, f"move what it needs of {component} into a service")
    strange = of_others(*joined) & set(loaded) - named
    for component in sorted({*COMPONENTS} - joined - components):
        found = strange & set(OF[component])
        if found:
            what = f"loads {', '.join(sorted(found))}, the framework of the {component}"
            yield _problem(source, what, "move the import that needs it into that component")


class _NotImportableError(Exception):
    """Says why, in one line."""


def _loaded(project: Project, source: Source) -> list[str]:
    try:
        done = subprocess.run(
            [sys.executable, "-c", LOADED, source.module],
            cwd=project.home,
            env={**os.environ, "PYTHONPATH": str(project.home)},
            check=False,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise _NotImportableError(f"it is not done after {SECONDS} s") from None
    lines = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    last = lines[-1] if lines else f"exit code {done.returncode}"
    if done.returncode:
        raise _NotImportableError(last.rstrip("."))
    try:
        return [str(name) for name in json.loads(last)]
    except ValueError:
        raise _NotImportableError(f"it prints {last[:60]!r} and ends") from None


def _problem(source: Source, what: str, fix: str) -> Problem:
    return source.problem(1, f"{source.module} {what}", fix)
