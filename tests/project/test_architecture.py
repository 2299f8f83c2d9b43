"""Who may import whom: each rule is broken on purpose, and each process is asked what it loads."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from integration_patterns.rules.check import State
from tests.support.processes import EXAMPLE_APP
from tests.support.rules import ask, copy_of_our_app, write_files

HOOK = "components/backend/middleware/10_request_id.py"
INDEPENDENT = "components-independent"
FRAMEWORKS = "services-know-no-framework"
VIOLATIONS = [
    ("core-imports-nothing-above", "core/constants.py", "import app.services.months"),
    ("layers", "services/months.py", "import app.components.backend.hooks"),
    ("layers", "services/months.py", "import app.helpers"),
    (INDEPENDENT, "components/scheduler/heartbeat.py", "import app.components.backend.main"),
    (INDEPENDENT, HOOK, "import app.components.scheduler.main"),
    (INDEPENDENT, "components/worker/__init__.py", "import app.components.scheduler.main"),
    (INDEPENDENT, "components/scheduler/main.py", "import fastapi"),
    (INDEPENDENT, "components/backend/api/jobs.py", "import apscheduler"),
    (INDEPENDENT, "components/frontend/__init__.py", "import apscheduler.job"),
    ("entrypoints-join", "entrypoints/webserver.py", "import app.entrypoints.scheduler"),
    ("entrypoints-join", "cli/main.py", "import app.components.backend.api.routing"),
    (FRAMEWORKS, "services/report_service.py", "from fastapi import HTTPException"),
    (FRAMEWORKS, "core/errors.py", "import starlette.exceptions"),
    ("cli-talks-http", "cli/main.py", "import app.services.report_service"),
    ("cli-talks-http", "cli/client.py", "import sqlalchemy"),
    ("cli-talks-http", "cli/client.py", "import fastapi"),
]


# --8<-- [start:violation]
@pytest.mark.parametrize(("rule", "path", "line"), VIOLATIONS)
def test_a_violation_breaks_its_rule(rule: str, path: str, line: str, tmp_path: Path) -> None:
    """The rule names the importing line, what it imports, and what to do instead."""
    root = copy_of_our_app(tmp_path)
    write_files(root / "app", {"helpers.py": "import app.components.backend.main\n"})
    broken = root / "app" / path
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a") as file:
        file.write(f"\n{line}\n")

    outcome = ask(root, rule)[rule]

    (finding,) = outcome.findings
    assert outcome.state is State.BROKEN
    assert finding.path == f"app/{path}"
    assert broken.read_text().splitlines()[finding.line - 1] == line
    assert line.split()[1] in finding.what
    assert finding.fix


# --8<-- [end:violation]


def loaded(module: str, libraries: str, app: Path) -> str:
    """Which of these libraries a fresh interpreter has loaded after importing a module."""
    script = f"import sys, {module}; print(*(n for n in {libraries.split()} if n in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        cwd=app,
        env={**os.environ, "PYTHONPATH": str(app)},
    )
    return done.stdout.strip()


# --8<-- [start:processes]
@pytest.mark.slow
@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("app.components.scheduler.main", "fastapi starlette flet uvicorn typer"),
        ("app.components.scheduler.healthcheck", "fastapi starlette flet uvicorn typer"),
        ("app.entrypoints.scheduler", "fastapi starlette flet uvicorn typer"),
        ("app.entrypoints.webserver", "apscheduler"),
        ("app.cli.main", "fastapi starlette flet uvicorn apscheduler"),
    ],
)
def test_a_process_loads_no_library_of_another(module: str, absent: str) -> None:
    """What no static graph sees: a fresh interpreter says what really was imported."""
    assert loaded(module, absent, EXAMPLE_APP) == ""


# --8<-- [end:processes]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("process", "line", "library"),
    [
        ("scheduler", "import uvicorn", "uvicorn"),
        ("webserver", "import app.components.scheduler.main", "apscheduler"),
    ],
)
def test_a_library_of_another_process_is_noticed(
    process: str, line: str, library: str, tmp_path: Path
) -> None:
    """An entrypoint may join what it likes, so only its process can tell."""
    root = copy_of_our_app(tmp_path)
    with (root / f"app/entrypoints/{process}.py").open("a") as file:
        file.write(f"\n{line}\n")

    assert loaded(f"app.entrypoints.{process}", library, root) == library
