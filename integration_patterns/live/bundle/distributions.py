"""Which files of the installed distributions go into the bundle."""

import re
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path, PurePosixPath

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from integration_patterns.live.bundle import pyodide

ROOTS = (
    "alembic",
    "anyio",
    "apscheduler",
    "fastapi",
    "httpx",
    "iso4217",
    "pydantic-settings",
    "pytest",
    "rich",
    "sqlalchemy",
    "structlog",
    "typer",
    "tzdata",
)
# What no page can use, or no reader asks for there.
LEFT_OUT = re.compile(
    r"^pydantic/(v1/|mypy\.py)|^pydantic_core/[^/]*\.so"
    r"|^pygments/(lexers|styles|formatters)/"
    r"(?!__init__|_mapping|python\.|diff\.|default\.|terminal|console)"
    r"|^tzdata/zoneinfo/(?!UTC$|__init__|Etc/|Europe/|America/New_York|Asia/Tokyo)"
    r"|^apscheduler/jobstores/(?!base|memory|__init__)"
    r"|^apscheduler/schedulers/(gevent|qt|tornado|twisted)|^apscheduler/executors/(gevent|tornado|twisted)"
    r"|^(anyio/_backends/_trio|httpcore/_backends/trio|httpx/_main)\.py"
    r"|^sqlalchemy/(dialects/(mssql|mysql|oracle)|testing|ext/(asyncio|mypy))/"
    r"|^alembic/(testing|templates)/|^mako/(ext|testing)/"
    r"|(^|/)(tests?|_?testing_?)/(?!__init__)|^certifi/cacert\.pem$|/py\.typed$|\.pyi$|\.so$|\.pyx$|\.pxd$|\.h$"
)
KEPT_METADATA = {"METADATA", "entry_points.txt"}


def files() -> list[tuple[str, str]]:
    """Each file: its name in the bundle and its path here."""
    found: dict[str, str] = {}
    for distribution in _closure():
        for file in distribution.files or ():
            name = PurePosixPath(file).as_posix()
            if _belongs(file) and not LEFT_OUT.search(name):
                found[name] = str(distribution.locate_file(file))
    return sorted(found.items())


def versions() -> dict[str, str]:
    """Each distribution that goes in."""
    return {canonicalize_name(one.metadata["Name"]): one.version for one in _closure()}


def _belongs(file: metadata.PackagePath) -> bool:
    if file.parts[0] == ".." or "__pycache__" in file.parts:
        return False
    if file.parts[0].endswith(".dist-info"):
        return file.name in KEPT_METADATA and len(file.parts) == 2  # noqa: PLR2004 - folder, file
    return True


def own() -> set[tuple[str, str]]:
    """The modules of this project that run in the page."""
    live = Path(__file__).parents[1]
    root = live.parents[1]
    own = [live.parent / "__init__.py", live / "__init__.py", *(live / "runtime").rglob("*.py")]
    return {(path.relative_to(root).as_posix(), str(path)) for path in own}


@cache
def _closure() -> tuple[metadata.Distribution, ...]:
    found: dict[str, metadata.Distribution] = {}
    waiting = list(ROOTS)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name not in found:
            found[name] = metadata.distribution(name)
            waiting += _required(found[name])
    return tuple(found[name] for name in sorted(found))


def _required(distribution: metadata.Distribution) -> Iterator[str]:
    for text in distribution.requires or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate(pyodide.markers()):
            yield requirement.name
