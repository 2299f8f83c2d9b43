"""`pip install integration-patterns` brings `patterns check`, and leaves pytest alone."""

import ast
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.processes import EXAMPLE_APP
from tests.support.rules import write_files

COMMAND = ("-c", "from integration_patterns.cli import main; main()")
ORDERS = {"app/services/orders.py": "x = 1\n"}
FOREIGN = {
    "pyproject.toml": '[project]\nname = "foreign"\ndependencies = ["integration-patterns"]\n',
    "test_own.py": (
        "import sys\n\n\n"
        "def test_own() -> None:\n"
        '    print([name for name in sys.modules if name.startswith("integration_patterns")])\n'
    ),
}
PROVEN = {
    "pyproject.toml": '[tool.integration-patterns.proof]\nhttp_app = "app:create"\n',
    "docs/index.md": "# Page\n\n```http-exchange\nGET / HTTP/1.1\n```\n",
}
# What only a checkout can run, as paths in the wheel.
CHECKOUT_ONLY = re.compile(
    r"integration_patterns/"
    r"(benchmarks|learn|pins\.py|live/client/test|site/(browser\.py|served\.py|written))(/|$)"
)
LOAD_ENTRY_POINTS = """
from importlib.metadata import distribution
for entry_point in distribution("integration-patterns").entry_points:
    entry_point.load()
    print(entry_point.name)
"""

pytestmark = pytest.mark.slow


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, as `uv build` makes it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    subprocess.run(build, cwd=EXAMPLE_APP.parent, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    return wheel


@pytest.fixture(name="installed", scope="module")
def _installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel, and with what it asks for."""
    environment = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(environment)
    install(environment, needed(wheel))
    return environment


def needed(wheel: Path, *extras: str) -> set[str]:
    """What a wheel asks for, with these of its extras."""
    with zipfile.ZipFile(wheel) as opened:
        (metadata,) = (name for name in opened.namelist() if name.endswith("/METADATA"))
        lines = opened.read(metadata).decode().splitlines()
    asked = [line.removeprefix("Requires-Dist: ") for line in lines if "Requires-Dist: " in line]
    return {name for extra in ("", *extras) for name in asked_for(asked, extra)}


def asked_for(asked: Iterable[str], extra: str = "") -> Iterable[str]:
    for one in map(Requirement, asked):
        if one.marker is None or one.marker.evaluate({"extra": extra}):
            yield canonicalize_name(one.name)


def imports_of(source: str) -> Iterable[str]:
    """The modules that a file imports, anywhere in it; of `from a import b`, both."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def install(environment: Path, names: Iterable[str]) -> None:
    """Link packages of this environment into another one, with all that they ask for."""
    pending = [canonicalize_name(name) for name in names]
    for name in pending:
        found = distribution(name)
        pending += [one for one in asked_for(found.requires or []) if one not in pending]
        for top in {file.parts[0] for file in found.files or [] if file.parts[0] != ".."}:
            (environment / top).symlink_to(Path(str(found.locate_file(top))))


def run(
    environment: Path, folder: Path, *arguments: str, env: Mapping[str, str] | None = None
) -> "subprocess.CompletedProcess[str]":
    """Python, with nothing but its library and an environment."""
    return subprocess.run(
        [sys.executable, "-S", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(environment), "COLUMNS": "200", **(env or {})},
        check=False,
        capture_output=True,
        text=True,
    )


def test_it_asks_for_typer_and_rich(wheel: Path) -> None:
    """What the proof and the live runtime need are extras."""
    assert needed(wheel) == {"rich", "typer"}


def test_it_has_nothing_that_only_a_checkout_can_run(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()

    rooms = {name.split("/")[1] for name in names}
    assert {"cli.py", "rules", "guide", "live", "site"} <= rooms
    assert [name for name in names if CHECKOUT_ONLY.match(name)] == []


def test_nothing_in_it_imports_what_only_a_checkout_has(wheel: Path) -> None:
    """A module that the wheel lacks would be missed when a command is used, not before."""
    with zipfile.ZipFile(wheel) as opened:
        imported = {
            (name, module)
            for name in opened.namelist()
            if name.endswith(".py")
            for module in imports_of(opened.read(name).decode())
        }

    assert ("integration_patterns/site/cli.py", "integration_patterns.site.finish") in imported
    assert [one for one in imported if CHECKOUT_ONLY.match(f"{one[1].replace('.', '/')}.py/")] == []


def test_it_checks_an_application(installed: Path, tmp_path: Path) -> None:
    done = run(installed, write_files(tmp_path, ORDERS), *COMMAND, "check")

    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.endswith("; 0 findings.\n")


@pytest.mark.parametrize(("command", "extra"), [("proving", "proof"), ("bundle", "live")])
def test_a_command_says_which_extra_it_needs(
    command: str, extra: str, installed: Path, tmp_path: Path
) -> None:
    """In one line when you call it, and in the list of commands."""
    done = run(installed, tmp_path, *COMMAND, command, "--some-option")

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f'fix: pip install "integration-patterns[{extra}]".' in done.stderr
    assert f"Needs the extra {extra}." in run(installed, tmp_path, *COMMAND, "--help").stdout


@pytest.fixture(name="complete", scope="module")
def _complete(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and its extras."""
    environment = tmp_path_factory.mktemp("complete")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(environment)
    install(environment, needed(wheel, "proof", "live"))
    return environment


def test_its_entry_points_load_with_its_extras(complete: Path, tmp_path: Path) -> None:
    """A package that only this project's development has would be missing elsewhere."""
    done = run(complete, tmp_path, "-c", LOAD_ENTRY_POINTS)

    assert done.stderr == ""
    assert "integration_patterns_marks" in done.stdout.split()


@pytest.mark.parametrize("command", ["proving", "mutate", "publish"])
def test_outside_a_project_a_command_says_so_in_a_line(
    command: str, complete: Path, tmp_path: Path
) -> None:
    done = run(complete, tmp_path, *COMMAND, command)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "no [tool.integration-patterns] table" in done.stderr
    assert "fix: " in done.stderr


def test_without_a_list_of_mistakes_there_is_none_to_make(complete: Path, tmp_path: Path) -> None:
    done = run(complete, write_files(tmp_path, PROVEN), *COMMAND, "mutate")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "mutations.toml: there is no such file. fix: " in done.stderr


def test_outside_a_checkout_there_is_no_app_to_bundle(complete: Path, tmp_path: Path) -> None:
    done = run(complete, tmp_path, *COMMAND, "bundle")

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "has no example_app" in done.stderr
    assert "fix: " in done.stderr


@pytest.fixture(name="with_pytest", scope="module")
def _with_pytest(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An environment with pytest, and the same with the wheel."""
    without, beside = tmp_path_factory.mktemp("without"), tmp_path_factory.mktemp("beside")
    install(without, ["pytest", *needed(wheel)])
    install(beside, ["pytest", *needed(wheel)])
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(beside)
    return without, beside


def test_pytest_has_the_same_options_with_and_without_it(
    with_pytest: tuple[Path, Path], tmp_path: Path
) -> None:
    """An option of ours could be one that the project, or another plugin, has already."""
    write_files(tmp_path, FOREIGN)

    without, beside = (run(one, tmp_path, "-m", "pytest", "--help") for one in with_pytest)

    assert "--verbose" in beside.stdout
    assert beside.stdout == without.stdout


def test_pytest_imports_one_module_of_it(with_pytest: tuple[Path, Path], tmp_path: Path) -> None:
    """The plugins are loaded where they are asked for."""
    done = run(with_pytest[1], write_files(tmp_path, FOREIGN), "-m", "pytest", "-qs")

    assert "['integration_patterns', 'integration_patterns.pytest_plugin']" in done.stdout
    assert "1 passed" in done.stdout


def test_pytest_checks_rules_when_asked(with_pytest: tuple[Path, Path], tmp_path: Path) -> None:
    """On the command line, or in the project's addopts."""
    write_files(tmp_path, {**FOREIGN, **ORDERS})

    done = run(with_pytest[1], tmp_path, "-m", "pytest", "--patterns", "-v")
    again = run(
        with_pytest[1], tmp_path, "-m", "pytest", "-v", env={"PYTEST_ADDOPTS": "--patterns"}
    )

    assert "patterns::layers PASSED" in done.stdout
    assert "patterns::layers PASSED" in again.stdout


def test_pytest_says_which_extra_the_proof_needs(
    with_pytest: tuple[Path, Path], tmp_path: Path
) -> None:
    """Before a page fails because of a package that its author never named."""
    done = run(with_pytest[1], write_files(tmp_path, PROVEN), "-m", "pytest")

    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "starlette" in done.stderr
    assert 'fix: pip install "integration-patterns[proof]".' in done.stderr
    assert "Traceback" not in done.stderr


def test_with_the_extra_pytest_collects_pages(complete: Path, tmp_path: Path) -> None:
    done = run(complete, write_files(tmp_path, PROVEN), "-m", "pytest", "--collect-only", "docs")

    assert done.returncode == 0
    assert "1 test collected" in done.stdout
