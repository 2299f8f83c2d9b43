"""The guide covers everything that the running app has: the app is asked, not a list."""

import re
from pathlib import Path

import pytest
import typer
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts

from app.cli.main import app as cli
from app.components.backend.api.routing import include_routers
from app.components.backend.hooks.discovery import discover
from app.components.scheduler.executor import ClaimingExecutor, DrainingExecutor
from app.components.scheduler.main import create_scheduler
from app.core.config import Settings
from app.core.constants import ExitCode

DOCS = Path(__file__).parents[2] / "docs"
PATTERN_PAGES = sorted(set((DOCS / "patterns").glob("*.md")) - {DOCS / "patterns/index.md"})
# A block, or words in backticks.
CODE = re.compile(r"(?ms)^ *```.*?^ *```$|`[^`\n]+`")
CONTRACTS = {
    "middleware": "register_middleware",
    "startup": "startup_hook",
    "shutdown": "shutdown_hook",
}


def hooks() -> list[str]:
    """The file of every discovered hook."""
    return [
        hook.file for folder, function in CONTRACTS.items() for hook in discover(folder, function)
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
    "exit code": lambda: [code.name for code in ExitCode],
}


def names_it(code: str, name: str) -> bool:
    """Whether `name` stands there as a whole: not as a part of another name or path."""
    before = "" if name.startswith("/") else r"(?<![\w.-])" if "/" in name else r"(?<![\w./-])"
    return re.search(rf"{before}{re.escape(name)}(?![\w/-]|\.\w)", code) is not None


@pytest.mark.parametrize("kind", KINDS)
def test_the_guide_names_everything_that_the_app_has(kind: str) -> None:
    """A new hook, setting, route, job, command or exit code without a word about it fails here.

    The reference has all but exit codes in tables: `pytest --update-docs docs/reference` adds it.
    """
    code = "\n".join(
        found for page in DOCS.rglob("*.md") for found in CODE.findall(page.read_text())
    )
    names = KINDS[kind]()

    assert names
    assert [name for name in names if not names_it(code, name)] == []


def test_every_middleware_says_why_it_is_in_its_place() -> None:
    """A new file has a row of its own, by hand: no code knows the reason."""
    page = (DOCS / "patterns" / "middleware.md").read_text("utf-8")
    files = [hook.file for hook in discover("middleware", CONTRACTS["middleware"])]

    _, _, table = page.partition("| File | Why it is in this place |")
    rows = table.partition("\n\n")[0]
    assert files
    assert re.findall(r"^\| `([^`]+)` \| .", rows, re.MULTILINE) == files


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("EXPORT_DIR=var", "PORT"),
        ("/health/live", "/health"),
        ("app.cli reports", "app.cli report"),
        ("app/services/system/heartbeat.py", "heartbeat"),
        ("middleware/40_cors.pyc", "middleware/40_cors.py"),
    ],
)
def test_a_name_inside_another_is_not_named(code: str, name: str) -> None:
    """The twin: short names are not found by accident."""
    assert not names_it(code, name)
    assert names_it(f"{code} {name}, ", name)


@pytest.mark.parametrize("page", PATTERN_PAGES, ids=lambda page: page.stem)
def test_every_pattern_page_has_the_same_form(page: Path) -> None:
    """A reader of one page knows where to look on the next."""
    headings = [line for line in page.read_text("utf-8").splitlines() if line.startswith("## ")]

    assert headings == [
        "## The code",
        "## Try it",
        "## How it works",
        "## Run it",
        "## Why this way",
        "## When not",
        "## What breaks it",
        "## Test it",
    ]
    assert '!!! verdict "' in page.read_text("utf-8")


@pytest.mark.parametrize("folder", sorted({page.parent for page in DOCS.glob("*/**/index.md")}))
def test_an_index_leads_to_every_page_beside_it(folder: Path) -> None:
    """A new page is in the navigation by mkdocs.yml, and in the index of its folder by hand."""
    index = (folder / "index.md").read_text("utf-8")
    beside = {page.name for page in folder.glob("*.md")} - {"index.md"}

    assert beside
    assert [page for page in sorted(beside) if f"({page}" not in index] == []


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
