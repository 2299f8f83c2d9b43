"""Runs a slice as its reader's interpreter would import it: as a module that is not the program.

A slice that could tell a warm interpreter from a fresh one is run in a fresh one.
"""

import ast
import os
import runpy
import sys
from pathlib import Path

FRESH = "import runpy, sys; runpy.run_path(sys.argv[1], run_name='slice')"


def main() -> None:
    """Run the file that is named."""
    path = sys.argv[1]
    if reaches_into_a_package(Path(path).read_text("utf-8")):
        os.execv(sys.executable, [sys.executable, "-c", FRESH, path])  # noqa: S606 - no shell
    runpy.run_path(path, run_name="slice")
    # What it left behind is no concern of the proof, and need not be torn down.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def reaches_into_a_package(source: str) -> bool:
    """Tell whether it uses a submodule that it does not import, or asks what is imported."""
    if "sys.modules" in source:
        return True
    tree = ast.parse(source)
    named: dict[str, str] = {}
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                imported.add(alias.name)
                first = alias.name.partition(".")[0]
                named[alias.asname or first] = alias.name if alias.asname else first
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported.add(node.module)
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                imported.add(module)
                named[alias.asname or alias.name] = module
    return any(
        isinstance(node, ast.Attribute)
        and (module := _module(node, named)) in sys.modules
        and not any(f"{known}.".startswith(f"{module}.") for known in imported)
        for node in ast.walk(tree)
    )


def _module(node: ast.expr, named: dict[str, str]) -> str:
    """Return the dotted name that an expression would have, were it all modules."""
    if isinstance(node, ast.Attribute):
        return f"{_module(node.value, named)}.{node.attr}"
    return named.get(node.id, "") if isinstance(node, ast.Name) else ""


if __name__ == "__main__":
    main()
