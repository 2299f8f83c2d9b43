"""Imports go down: entrypoints, then components and the CLI, then services, then core.

A service that imports a component can only be used by that component's process, and the first
import that goes up closes a circle sooner or later: “cannot import name … (most likely due to a
circular import)”, asked again and again in
[fastapi#2848](https://github.com/fastapi/fastapi/issues/2848) and
[fastapi-best-practices#26](https://github.com/zhanymkanov/fastapi-best-practices/issues/26).
"""

from collections.abc import Iterator

from integration_patterns.rules.application.layout import OF_COMPONENTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.graph import imports_of

SUMMARY = "Services import no component, CLI or entrypoint; components import no entrypoint."
PATTERNS = ("what-goes-where", "key-principles")
NEEDS = ("services",)
ABOVE = {
    ("services",): (*OF_COMPONENTS, "cli", "entrypoints"),
    (*OF_COMPONENTS, "cli"): ("entrypoints",),
}
GOOD = {
    "app/services/orders.py": (
        "from app.services.prices import price\n\n\n"
        "def total(count: int) -> int:\n    return count * price()\n"
    ),
    "app/services/prices.py": "def price() -> int:\n    return 20\n",
}
BAD = {
    "app/services/orders.py": (
        "from app.components.backend.prices import price\n\n\n"
        "def total(count: int) -> int:\n    return count * price()\n"
    ),
    "app/components/backend/prices.py": "def price() -> int:\n    return 20\n",
}


def check(project: Project) -> Iterator[Problem]:
    """Compare what each layer imports with what lies above it."""
    for parts, above in ABOVE.items():
        for reach in imports_of(project, parts, above):
            yield reach.problem(
                f"{reach.source.module} imports {reach.words}, which lies above it",
                "move what both need down a layer, and import it from there",
            )
