"""Fetches pydantic-core as it is built for the browser: the one file that no installation holds."""

import re
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

from integration_patterns.live.bundle import cache, pyodide
from integration_patterns.live.errors import BundleError

LOCK = Path(__file__).parent / "browser-requirements.txt"


def machine_code() -> Path:
    """pydantic-core's WebAssembly.

    Raises:
        BundleError: It can't be fetched, or isn't the file that is locked.
    """
    _check_version()
    place = cache.made("pydantic-core", cache.key([LOCK, *pyodide.pip_options()]), _fetch)
    return place / "pydantic_core.wasm"


def _check_version() -> None:
    (locked,) = re.findall(r"^pydantic-core==(\S+)", LOCK.read_text(), re.MULTILINE)
    installed = metadata.version("pydantic-core")
    if locked != installed:
        raise BundleError(
            f"{LOCK.name} locks pydantic-core {locked}, but {installed} is installed.",
            f"write pydantic-core=={installed} there; the next try says which hash the file has.",
        )


def _fetch(place: Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "download", "--quiet"]
    options = ["--require-hashes", "--no-deps", "--only-binary=:all:", f"--dest={place}"]
    done = subprocess.run(
        [*command, *options, *pyodide.pip_options(), f"--requirement={LOCK}"],
        check=False,
        capture_output=True,
        text=True,
    )
    if "DO NOT MATCH THE HASHES" in done.stderr:
        hashes = " ".join(re.findall(r"Got +([0-9a-f]{64})", done.stderr))
        raise BundleError(
            f"pydantic-core for the browser is not the file that {LOCK.name} locks: "
            f"its hash is sha256:{hashes}.",
            "don't use it; if its version or the page's Python was changed on purpose, write that "
            "hash there.",
        )
    if done.returncode:
        platform = " ".join(pyodide.pip_options())
        raise BundleError(
            f"pydantic-core for the browser can't be fetched: {done.stderr.strip()[-500:]}",
            "go online once; afterwards it is cached. If you are online, that release has no file "
            f"for {platform}: take another Flet or another Pydantic.",
        )
    (wheel,) = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [one for one in archive.namelist() if one.endswith(".so")]
        (place / "pydantic_core.wasm").write_bytes(archive.read(name))
    wheel.unlink()
