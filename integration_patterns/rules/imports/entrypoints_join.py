"""Only entrypoints join components: there is one place that says what a process is made of.

A command line that imports a component loads its framework at every call, and one entrypoint
that imports another starts two processes in one.
"""

from collections.abc import Iterator

from integration_patterns.rules.application.layout import OF_COMPONENTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.graph import imports_of
from integration_patterns.rules.pieces import BACKEND

SUMMARY = "Components are imported by entrypoints only; nothing imports an entrypoint."
PATTERNS = ("frontend-backend", "container-boundaries")
NEEDS = ("entrypoints",)
GOOD = BACKEND | {
    "app/entrypoints/webserver.py": (
        "from app.components.backend.main import create_app\n\napp = create_app()\n"
    ),
    "app/cli/main.py": (
        "import httpx\n\n\ndef status(url: str) -> int:\n    return httpx.get(url).status_code\n"
    ),
}
BAD = GOOD | {
    "app/cli/main.py": (
        "from app.components.backend.main import create_app\n\n\n"
        "def routes() -> int:\n    return len(create_app().routes)\n"
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look at who imports components besides entrypoints, and at who imports entrypoints."""
    layout = project.layout
    for reach in imports_of(project, ("entrypoints",), ("entrypoints",)):
        if reach.module not in {reach.source.module, layout.parts["entrypoints"]}:
            yield reach.problem(
                f"the entrypoint {reach.source.module} imports {reach.words}, another process",
                "let the two meet in the database, or move what both need into a service",
            )
    for reach in imports_of(project, ("cli",), OF_COMPONENTS):
        yield reach.problem(
            f"{reach.source.module} imports {reach.words}, a component",
            "call the backend's route over HTTP",
        )
    for reach in imports_of(project, OF_COMPONENTS, ("cli",)):
        yield reach.problem(
            f"{reach.source.module} imports {reach.words}, the command line",
            f"move what both need into {layout.folder('services')}",
        )
