"""Writes the exact version of every dependency, for uv and for pip, without naming any host."""

import os
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
APP = ROOT / "example_app"
EVERYTHING = ("--all-packages", "--all-extras", "--all-groups")
BUILD = ("--only-group", "build")
APP_ONLY = ("--package", "example-app", "--all-extras")
# The command line rides in the webserver's image, where people look first; the clock stays bare.
IMAGE_EXTRAS = {"webserver": ("backend", "cli"), "scheduler": ("scheduler",)}


def pins(
    upgrade: Annotated[bool, typer.Option(help="Take the newest versions first.")] = False,
) -> None:
    """Write the versions that were resolved into pyproject.toml and the requirements files."""
    if upgrade:
        _write_lists(ROOT, [], [])
        _uv("lock", "--upgrade")
    else:
        table = _project(ROOT)["tool"]["uv"]
        kept = fitting(table["constraint-dependencies"], [*_asked(ROOT), *_asked(APP)])
        _write_lists(ROOT, kept, table["build-constraint-dependencies"])
    _uv("lock")
    build = _versions(*BUILD)
    _write_lists(ROOT, _versions(*EVERYTHING), build)
    # The app is a project of its own when it is copied out: it takes its pins along.
    _write_lists(APP, _versions(*APP_ONLY), build)
    _uv("lock")
    _write_requirements(ROOT / "requirements.txt", *EVERYTHING)
    _write_requirements(APP / "requirements.txt", *APP_ONLY)
    for target, extras in IMAGE_EXTRAS.items():
        chosen = (option for extra in extras for option in ("--extra", extra))
        _write_requirements(
            APP / f"requirements-{target}.txt", "--package", "example-app", "--no-dev", *chosen
        )


def fitting(pins: Iterable[str], asked: Iterable[Requirement]) -> list[str]:
    """Leave out the pins of versions that are no longer asked for."""
    wanted = [(canonicalize_name(one.name), one.specifier) for one in asked]
    kept = []
    for pin in pins:
        name, _, version = pin.partition("==")
        if all(versions.contains(version, True) for other, versions in wanted if other == name):
            kept.append(pin)
    return kept


def _asked(folder: Path) -> list[Requirement]:
    """All that a project names itself."""
    project = _project(folder)
    table = project["project"]
    extras = table.get("optional-dependencies", {}).values()
    lists = [table.get("dependencies", []), *extras, *project["dependency-groups"].values()]
    return [Requirement(one) for one in chain(*lists) if isinstance(one, str)]


def _project(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "pyproject.toml").read_text())


def _versions(*what: str) -> list[str]:
    lines = _export(*what, "--no-hashes").splitlines()
    return [line.split(";")[0].strip() for line in lines if line]


def _write_lists(project: Path, every: list[str], build: list[str]) -> None:
    path = project / "pyproject.toml"
    text = path.read_text()
    for key, versions in (("constraint", every), ("build-constraint", build)):
        entries = "".join(f'    "{version}",\n' for version in versions)
        text, found = re.subn(
            rf"(?ms)^{key}-dependencies = \[.*?^\]",
            f"{key}-dependencies = [\n{entries}]",
            text,
        )
        if found != 1:
            raise SystemExit(f"{path} has no list {key}-dependencies. fix: add it to [tool.uv].")
    path.write_text(text)


def _write_requirements(path: Path, *what: str) -> None:
    path.write_text(f"# Written by `uv run patterns pins`.\n{_with_extras(_export(*what))}")


def _with_extras(requirements: str) -> str:
    """Name the extras that the listed distributions ask each other for.

    pip 23.2, which comes with Python 3.11.7, takes `name[extra]` for a requirement apart from
    `name`, without a hash of its own, and looks for its newest version.
    """
    listed = set(re.findall(r"(?m)^([\w.-]+)==", requirements))
    for each in distributions():
        if canonicalize_name(each.name) not in listed:
            continue
        for needed in map(Requirement, each.requires or []):
            if needed.extras and (needed.marker is None or needed.marker.evaluate({"extra": ""})):
                extras = ",".join(sorted(needed.extras))
                pinned = re.escape(canonicalize_name(needed.name))
                requirements = re.sub(rf"(?m)^({pinned})==", rf"\1[{extras}]==", requirements)
    return requirements


def _export(*what: str) -> str:
    return _uv("export", "--frozen", "--no-emit-workspace", "--no-header", "--no-annotate", *what)


def _uv(*arguments: str) -> str:
    uv = os.environ.get("UV") or shutil.which("uv")
    if uv is None:
        raise SystemExit("uv is not on the PATH. fix: pip install uv")
    # --quiet keeps the log off; errors are still printed to stderr.
    command = [uv, "--quiet", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(
            f"`{' '.join(command)}` failed, see above. fix: name versions that fit together; "
            "if it is one of the pins that does not fit, let go of all: patterns pins --upgrade."
        )
    return done.stdout
