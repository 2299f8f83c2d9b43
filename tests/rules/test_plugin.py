"""`pytest --patterns` in a project of a reader's own."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from integration_patterns.rules.registry import RULES
from tests.support.rules import write_files

FILES = {
    "app/services/orders.py": "from fastapi import Depends\n",
    "test_own.py": "def test_own() -> None: ...\n",
    "pytest.ini": "[pytest]\n",
}

pytestmark = pytest.mark.slow


def run_pytest(root: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )


def test_each_rule_is_an_item(tmp_path: Path) -> None:
    """A broken rule fails with its finding, one that doesn't apply is skipped, beside the tests."""
    run = run_pytest(write_files(tmp_path, FILES), "--patterns", "-v", "-rs")

    assert run.returncode == 1
    assert "test_own.py::test_own PASSED" in run.stdout
    assert "patterns::layers PASSED" in run.stdout
    assert "patterns::services-know-no-framework FAILED" in run.stdout
    assert "app/services/orders.py:1: app.services.orders imports fastapi" in run.stdout
    assert "not applicable: there is no app/components/scheduler" in run.stdout
    assert "Traceback" not in run.stdout


@pytest.mark.parametrize("plugins", [(), ("-p", "no:xdist")], ids=["with xdist", "without"])
def test_a_strict_project_can_ask_them(plugins: tuple[str, ...], tmp_path: Path) -> None:
    """No mark is unknown there, and nothing warns."""
    strict = ("--strict-markers", "-W", "error")
    root = write_files(tmp_path, FILES)

    run = run_pytest(root, "--patterns", "-k", "layers", *strict, *plugins)

    assert "1 passed" in run.stdout
    assert run.returncode == 0


def test_rules_are_chosen_by_name(tmp_path: Path) -> None:
    run = run_pytest(write_files(tmp_path, FILES), "--patterns", "-k", "layers or readable")

    assert "2 passed" in run.stdout
    assert run.returncode == 0


def test_nothing_happens_unasked(tmp_path: Path) -> None:
    assert "1 passed" in run_pytest(write_files(tmp_path, FILES)).stdout


@pytest.mark.parametrize("workers", ["0", "2"])
def test_rules_run_beside_workers(workers: str, tmp_path: Path) -> None:
    """Each worker collects the same items, and one of them runs each."""
    root = write_files(tmp_path, {**FILES, "app/services/orders.py": "x = 1\n"})

    run = run_pytest(root, "--patterns", "-n", workers)

    assert run.returncode == 0, run.stdout
    counts = re.search(r"(\d+) passed, (\d+) skipped", run.stdout)
    assert counts is not None
    assert int(counts[1]) + int(counts[2]) == 1 + len(RULES)


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"test_own.py": ""}, "which package is the app? Here is no package. fix: "),
        ({"app/main.py": "x = 1\n"}, "it has none of the folders that the rules are about"),
        (
            {
                "app/services/orders.py": "x = 1\n",
                "pyproject.toml": (
                    "[tool.integration-patterns.rules.folders]\nservices = 'servicez'\n"
                ),
            },
            'services = "servicez", but app/servicez holds no Python file. fix: write "services".',
        ),
        (
            {"app/services/orders.py": "x = 1\n", "app/services/new.py": "lazy import json\n"},
            "app/services/new.py:1: Python 3.",
        ),
    ],
    ids=["no-package", "no-layout", "no-folder", "newer-python"],
)
def test_what_can_not_be_checked_is_one_line(
    files: dict[str, str], line: str, tmp_path: Path
) -> None:
    """No rule passes or is skipped: pytest ends with a usage error."""
    run = run_pytest(write_files(tmp_path, files), "--patterns")

    assert run.returncode == 4
    assert line in run.stderr
    assert "passed" not in run.stdout
