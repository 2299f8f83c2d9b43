"""The command line asks the backend and knows no more of the services than their models.

A command that calls a service opens the database itself: it needs the production credentials, it
skips what the backend checks, and it breaks when code and schema are of different releases.
Aegis Stack has both kinds of command side by side; which one a command is, only its source tells.
"""

from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.frameworks import WEB, library
from integration_patterns.rules.imports.graph import Reach, imports_where
from integration_patterns.rules.pieces import ORDERS

SUMMARY = "The CLI imports of services only their models, no database and no web framework."
PATTERNS = ("cli-backend",)
NEEDS = ("cli", "services")
MODELS = {"models", "schemas", "types"}
DATABASES = {"sqlalchemy", "sqlmodel", "psycopg", "asyncpg", "sqlite3"}
ROUTE = "call the backend's route, and validate its answer with the service's model"
OWN_ENTRYPOINT = (
    "call the backend's route; what must open the database itself, such as a migration or sample "
    "data, is an entrypoint of its own"
)
GOOD = ORDERS | {
    "app/cli/main.py": (
        "import httpx\n\nfrom app.services.models import Order\n\n\n"
        "def show(url: str) -> Order:\n"
        "    return Order.model_validate(httpx.get(url).json())\n"
    ),
}
BAD = ORDERS | {
    "app/cli/main.py": (
        "import asyncio\n\nfrom app.services.orders import list_orders\n\n\n"
        "def show() -> None:\n    print(asyncio.run(list_orders()))\n"
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look for services that are not models, for databases and for web frameworks."""

    def is_wrong(reach: Reach) -> bool:
        if project.layout.is_in(reach.module, "services"):
            return not MODELS & set(reach.module.split("."))
        return library(reach.module) in DATABASES | WEB

    for reach in imports_where(project, ("cli",), is_wrong):
        opens = library(reach.module) in DATABASES
        yield reach.problem(
            f"the command line imports {reach.words}", OWN_ENTRYPOINT if opens else ROUTE
        )
