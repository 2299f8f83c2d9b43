"""Lays out a page that does it the ordinary way: stock Pyodide, and every wheel unpacked."""

import json
import shutil
import tempfile
import zipfile
from importlib import metadata
from pathlib import Path, PurePosixPath

from integration_patterns.live.bundle import browser_wheel, distributions, pyodide
from integration_patterns.live.bundle.writing import pack

RUNTIME = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
CORE = "pydantic_core/_pydantic_core.so"


def lay_out(folder: Path) -> None:
    """Write Pyodide and the wheels into a folder, compressed where a host would."""
    folder.mkdir()
    for name in RUNTIME:
        shutil.copy(pyodide.folder() / name, folder)
    (folder / "wheels").mkdir()
    names = [_write_wheel(folder / "wheels", name) for name in sorted(distributions.versions())]
    _pack(folder / "wheels" / "runtime.whl", distributions.own())
    (folder / "wheels.json").write_text(json.dumps([*names, "runtime.whl"]))
    for file in list(folder.iterdir()):
        if file.suffix in {".mjs", ".wasm", ".json"}:
            with tempfile.TemporaryDirectory() as packed:
                pack(file, Path(packed))
                for form in Path(packed).iterdir():
                    shutil.copy(form, folder / f"{file.name}.{form.name}")


def _write_wheel(folder: Path, name: str) -> str:
    distribution = metadata.distribution(name)
    files = {
        (PurePosixPath(file).as_posix(), str(distribution.locate_file(file)))
        for file in distribution.files or ()
        if _in_wheel(file)
    }
    if name == "pydantic-core":
        files.add((CORE, str(browser_wheel.machine_code())))
    _pack(folder / f"{name}.whl", files)
    return f"{name}.whl"


def _in_wheel(file: metadata.PackagePath) -> bool:
    return file.parts[0] != ".." and file.suffix not in {".pyc", ".so"}


def _pack(wheel: Path, files: set[tuple[str, str]]) -> None:
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in sorted(files):
            archive.write(path, name)
