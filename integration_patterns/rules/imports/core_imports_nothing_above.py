"""Core stands at the bottom: everything uses it, so it can use nothing of the application.

The settings and the database session are imported by every process.
When one of them imports a service, each process loads that service and all it needs: a health
check of the scheduler then drags in the web framework, which is how an image grows and a start
slows down ([aegis-stack's changelog](https://github.com/lbedner/aegis-stack), import-time weight).
"""

from collections.abc import Iterator

from integration_patterns.rules.application.layout import OF_COMPONENTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.graph import imports_of
from integration_patterns.rules.pieces import SETTINGS

SUMMARY = "Core imports nothing of the application but itself."
PATTERNS = ("what-goes-where",)
NEEDS = ("core",)
ABOVE = ("services", *OF_COMPONENTS, "cli", "entrypoints")
GOOD = SETTINGS | {
    "app/core/http.py": (
        "from httpx import AsyncClient\n\n"
        "from app.core.config import settings\n\n"
        "client = AsyncClient(timeout=settings.RATES_TIMEOUT)\n"
    ),
}
BAD = {
    "app/core/http.py": (
        "from httpx import AsyncClient\n\n"
        "from app.services.rates import TIMEOUT\n\n"
        "client = AsyncClient(timeout=TIMEOUT)\n"
    ),
    "app/services/rates.py": "TIMEOUT = 5\n",
}


def check(project: Project) -> Iterator[Problem]:
    """Look for imports of any other part of the application."""
    for reach in imports_of(project, ("core",), ABOVE):
        yield reach.problem(
            f"{reach.source.module} imports {reach.words}",
            "move what core needs into core, or hand it in as an argument",
        )
