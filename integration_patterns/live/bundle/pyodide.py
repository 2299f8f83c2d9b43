"""Pyodide as it is installed: it alone says which Python, for which platform, the page has."""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from integration_patterns.live.errors import BundleError


def folder() -> Path:
    """Pyodide, as Flet's web distribution brings it.

    Raises:
        BundleError: Flet is not installed.
    """
    found = find_spec("flet_web")
    if found is None or found.origin is None:
        raise BundleError("flet-web is not installed.", "install the app's `backend` extra.")
    return Path(found.origin).parent / "web" / "pyodide"


@cache
def info() -> dict[str, str]:
    """What Pyodide's own lock says: `python`, `abi_version`, `arch` and `platform`."""
    lock = json.loads((folder() / "pyodide-lock.json").read_text())
    return dict(lock["info"])


def markers() -> dict[str, str]:
    """The page's Python as the environment markers of requirements see it."""
    system = info()["platform"].partition("_")[0]
    return {
        "extra": "",
        "os_name": "posix",
        "platform_machine": info()["arch"],
        "platform_system": system.capitalize(),
        "python_full_version": info()["python"],
        "python_version": ".".join(_version()),
        "sys_platform": system,
    }


def pip_options() -> tuple[str, ...]:
    """Make pip choose wheels for the page's Python."""
    version = "".join(_version())
    return (
        f"--platform=pyemscripten_{info()['abi_version']}_{info()['arch']}",
        f"--python-version={version}",
        "--implementation=cp",
        f"--abi=cp{version}",
    )


def _version() -> tuple[str, str]:
    major, minor, _patch = info()["python"].split(".")
    return major, minor
