"""Splits the compiled modules by when the page needs them."""

import json
import zipfile
from pathlib import Path

ARCHIVES = ("core", "more", "rest")
# Without it no module comes out of an archive at all.
STARTS_PYTHON = ("encodings/", "_pyodide/", "pyodide/", "zipfile/", "zipimport")
METADATA = ".dist-info/"


def split(everything: Path, traced: Path, out: Path) -> dict[str, list[str]]:
    """Write `core.zip`, `more.zip` and `rest.zip`; the names of the modules in each.

    Args:
        everything: The archive of all compiled modules.
        traced: Holds `core.json` and `more.json`, the names that were imported.
        out: The folder to write to.
    """
    core, more = (set(json.loads((traced / f"{name}.json").read_text())) for name in ARCHIVES[:2])
    modules: dict[str, list[str]] = {name: [] for name in ARCHIVES}
    with zipfile.ZipFile(everything) as source:
        targets = {name: zipfile.ZipFile(out / f"{name}.zip", "w") for name in ARCHIVES}
        for entry in source.infolist():
            name = module_name(entry.filename)
            package = name.rpartition(".")[0]
            if name in core or entry.filename.startswith(STARTS_PYTHON):
                archive = "core"
            elif name in more or METADATA in entry.filename:
                archive = "more"
            elif entry.filename.endswith((".pyc", ".py")):
                archive = "rest"
            else:
                # A data file goes with the package that reads it.
                archive = "core" if package in core else "more" if package in more else "rest"
            targets[archive].writestr(
                zipfile.ZipInfo(entry.filename, (2026, 1, 1, 0, 0, 0)),
                source.read(entry),
                zipfile.ZIP_DEFLATED,
                9,
            )
            if entry.filename.endswith(".pyc"):
                modules[archive].append(name)
        for target in targets.values():
            target.close()
    return modules


def module_name(entry: str) -> str:
    """`a/b/__init__.pyc` is `a.b`; a data file `a/b.txt` is `a.b_txt`, so `a` is its package."""
    path = entry.removesuffix(".pyc").removesuffix(".py").removesuffix("/__init__")
    if not entry.endswith((".pyc", ".py")):
        path = path.replace(".", "_")
    return path.replace("/", ".")
