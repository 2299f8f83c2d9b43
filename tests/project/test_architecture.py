"""The import rules: they hold, and each of them notices when it is broken."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.support.processes import EXAMPLE_APP

ROOT = EXAMPLE_APP.parent
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
        "contracts"
    ]
}
HOOK = "components/backend/middleware/10_request_id.py"
VIOLATIONS = [
    ("layers", "core/constants.py", "import app.services.months"),
    ("layers", "services/months.py", "import app.components.backend.hooks"),
    ("layers", "helpers/__init__.py", ""),
    ("components", "components/scheduler/heartbeat.py", "import app.components.backend.main"),
    ("components", HOOK, "import app.components.scheduler.main"),
    ("components", "components/worker/__init__.py", "import app.components.scheduler.main"),
    ("entrypoints", "entrypoints/webserver.py", "import app.entrypoints.scheduler"),
    ("roots", "cli/main.py", "import app.components.backend.api.routing"),
    ("services", "services/report_service.py", "from fastapi import HTTPException"),
    ("services", "core/errors.py", "import starlette.exceptions"),
    ("cli", "cli/main.py", "import app.services.report_service"),
    ("cli", "cli/client.py", "import sqlalchemy"),
    ("scheduler", "components/scheduler/main.py", "import fastapi"),
    ("scheduler", "entrypoints/scheduler.py", "import uvicorn"),
    ("webserver", "components/backend/api/jobs.py", "import apscheduler"),
    ("webserver", "components/frontend/__init__.py", "import apscheduler.job"),
    ("webserver", "entrypoints/webserver.py", "import app.components.scheduler.main"),
]


def lint_imports(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    tool = Path(sys.executable).with_name("lint-imports")
    command = [tool, "--no-cache", "--no-logo", "--config", ROOT / "pyproject.toml", *options]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        check=False,
        capture_output=True,
        text=True,
    )


def test_every_contract_is_kept() -> None:
    done = lint_imports(EXAMPLE_APP)

    assert done.returncode == 0, done.stdout
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


def test_every_contract_is_broken_on_purpose_below() -> None:
    assert {contract for contract, _path, _line in VIOLATIONS} == set(CONTRACTS)


# --8<-- [start:violation]
@pytest.mark.slow
@pytest.mark.parametrize(("contract", "path", "line"), VIOLATIONS)
def test_a_violation_breaks_its_contract(
    contract: str, path: str, line: str, tmp_path: Path
) -> None:
    """The very contract breaks, names the importing module and says what to do."""
    shutil.copytree(EXAMPLE_APP / "app", tmp_path / "app")
    broken = tmp_path / "app" / path
    broken.parent.mkdir(exist_ok=True)
    with broken.open("a") as file:
        file.write(f"\n{line}\n")

    done = lint_imports(tmp_path, "--contract", contract)

    assert done.returncode == 1
    assert f"{CONTRACTS[contract]['name']} BROKEN" in done.stdout
    assert re.search(rf"app\.{module_name(path)}\b", done.stdout), done.stdout
    assert CONTRACTS[contract]["broken_contract_guidance"] in done.stdout


# --8<-- [end:violation]


def module_name(path: str) -> str:
    return re.escape(path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))


def test_every_forbidden_library_is_installed() -> None:
    """import-linter keeps a contract in silence when the name of a library is misspelt."""
    forbidden = {name for each in CONTRACTS.values() for name in each.get("forbidden_modules", ())}

    assert forbidden
    for name in forbidden:
        assert importlib.util.find_spec(name), f"{name} is not installed: is it misspelt?"


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
    script = f"import sys, {module}; print(*(n for n in {absent.split()} if n in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True
    )

    assert done.stdout.strip() == ""


# --8<-- [end:processes]
