"""The guide covers everything that the running app has: the app is asked, not a list."""

from pathlib import Path

import pytest
import typer
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.cli.main import app as cli
from app.components.backend.api.routing import include_routers
from app.components.backend.hooks import PACKAGE, discover
from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.main import create_scheduler
from app.core.config import Settings

DOCS = Path(__file__).parents[2] / "docs"
CONTRACTS = {
    "middleware": "register_middleware",
    "startup": "startup_hook",
    "shutdown": "shutdown_hook",
}


def hooks() -> list[str]:
    """The file of every discovered hook."""
    return [
        hook.file
        for folder, function in CONTRACTS.items()
        for hook in discover(f"{PACKAGE}.{folder}", function)
    ]


def routes() -> list[str]:
    """Every registered route."""
    app = FastAPI()
    include_routers(app)
    found = (context.original_route for context in iter_route_contexts(app.routes))
    paths = (context.path for context in iter_route_contexts(app.routes))
    return [path for path, route in zip(paths, found, strict=True) if isinstance(route, APIRoute)]


def jobs() -> list[str]:
    """Every declared job."""
    return [job.id for job in create_scheduler(ClaimingExecutor(), DrainingExecutor()).get_jobs()]


def commands() -> list[str]:
    """Every command of the CLI."""
    return [f"app.cli {name}" for name in typer.main.get_group(cli).commands]


KINDS = {
    "hook": hooks,
    "setting": lambda: list(Settings.model_fields),
    "route": routes,
    "job": jobs,
    "command": commands,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_guide_names_everything_that_the_app_has(kind: str) -> None:
    """A new hook, setting, route, job or command without a word about it is found here."""
    pages = "\n".join(page.read_text("utf-8") for page in DOCS.rglob("*.md"))
    names = KINDS[kind]()

    assert names
    assert [name for name in names if name not in pages] == []


@pytest.mark.parametrize("page", sorted((DOCS / "patterns").glob("[!i]*.md")), ids=lambda p: p.stem)
def test_every_pattern_page_has_the_same_form(page: Path) -> None:
    """Whoever has read one page knows where to look on the next."""
    headings = [line for line in page.read_text("utf-8").splitlines() if line.startswith("## ")]

    assert headings == [
        "## The code",
        "## Run it",
        "## Why this way",
        "## When not",
        "## What breaks it",
        "## Test it",
    ]
    assert '!!! verdict "' in page.read_text("utf-8")


def test_no_page_holds_code_of_its_own() -> None:
    """A Python fence is one include line; the plugin refuses the rest, and this counts them."""
    fences = [
        lines[number + 1]
        for page in DOCS.rglob("*.md")
        for lines in [page.read_text("utf-8").splitlines()]
        for number, line in enumerate(lines)
        if line.lstrip(" >").startswith("```python")
    ]

    assert len(fences) > 50
    assert [line for line in fences if not line.strip().startswith('--8<-- "')] == []
