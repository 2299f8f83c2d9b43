"""Components do not know each other, so each can run in a container of its own.

A scheduler that imports a route starts with the whole web framework, and a change of a route can
stop the clock.
Processes meet in the database: see the questions about schedulers inside web workers,
[fastapi#12010](https://github.com/fastapi/fastapi/issues/12010) and
[uvicorn-gunicorn-fastapi-docker#227](https://github.com/tiangolo/uvicorn-gunicorn-fastapi-docker/issues/227).
"""

from collections.abc import Iterator

from integration_patterns.rules.application.layout import OF_COMPONENTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.frameworks import library, of_others
from integration_patterns.rules.imports.graph import Reach, imports_where

SUMMARY = "No component imports another one, or the framework of another one."
PATTERNS = ("container-boundaries", "key-principles")
NEEDS = ("components",)
GOOD = {
    "app/components/frontend/page.py": (
        "from app.services.reports import count\n\n\n"
        'def text() -> str:\n    return f"{count()} reports"\n'
    ),
    "app/components/backend/answers.py": (
        "from app.services.reports import count\n\n\n"
        'def answer() -> dict[str, int]:\n    return {"reports": count()}\n'
    ),
    "app/services/reports.py": "def count() -> int:\n    return 3\n",
}
BAD = {
    "app/components/frontend/page.py": (
        "from app.components.backend.answers import answer\n\n\n"
        "def text() -> str:\n    return f\"{answer()['reports']} reports\"\n"
    ),
    "app/components/backend/answers.py": (
        'def answer() -> dict[str, int]:\n    return {"reports": 3}\n'
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Compare the component of each importer with that of what it imports."""
    layout = project.layout

    def is_wrong(reach: Reach) -> bool:
        own, other = layout.component(reach.source.module), layout.component(reach.module)
        is_other = bool(other) and other != own
        return bool(own) and (is_other or library(reach.module) in of_others(own))

    for reach in imports_where(project, OF_COMPONENTS, is_wrong):
        own, other = layout.component(reach.source.module), layout.component(reach.module)
        services = layout.folder("services")
        both = f"move what {own} and {other} both need into {services}"
        work = f"put the work into {services}, where every process can call it"
        yield reach.problem(f"the component {own} imports {reach.words}", both if other else work)
