"""Compiles every file of a list into one archive of unchecked-hash .pyc, without docstrings.

Runs inside Pyodide, which sets `task`. Asserts stay: libraries raise them on purpose.
"""

import ast
import importlib._bootstrap_external as external
import io
import json
import re
import sys
import zipfile
from pathlib import Path

HOST = "/host"
LIBRARY = f"/lib/python{sys.version_info.major}.{sys.version_info.minor}"
# Read their own source: https://github.com/agronholm/anyio/blob/master/src/anyio/__init__.py
SOURCE_TOO = {"anyio/__init__.py", "anyio/abc/__init__.py"}
# Shown on the page, or read by a library that makes its help from them.
KEEP_DOCSTRINGS = re.compile(r"^(typer|integration_patterns)/|^sqlalchemy/\w+/events\.py$")
# Never asked what their own functions take; annotations of classes and of all others stay.
BARE_FUNCTIONS = re.compile(
    r"^(alembic|anyio|apscheduler|httpx|mako|opentelemetry|pygments|rich|sqlalchemy|structlog)/"
)
FUNCTION = ast.FunctionDef | ast.AsyncFunctionDef
WITH_DOCSTRING = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Module
Entry = tuple[str, bytes]


def strip(node: ast.AST) -> None:
    """Remove docstrings; a body is never left empty."""
    body = getattr(node, "body", None)
    if not isinstance(body, list):
        return
    if isinstance(node, WITH_DOCSTRING) and body and is_text(body[0]):
        if len(body) > 1:
            del body[0]
        else:
            body[0] = ast.copy_location(ast.Pass(), body[0])
    for field in ("body", "orelse", "handlers", "finalbody"):
        for child in getattr(node, field, ()):
            strip(child)


def strip_annotations(tree: ast.AST) -> None:
    """Remove what functions say of their arguments and results."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, FUNCTION):
            node.returns = None


def is_text(statement: ast.stmt) -> bool:
    """Whether a statement is nothing but a text."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )


def compiled(name: str, source: bytes) -> bytes:
    """The content of a .pyc file that is never checked against its source."""
    tree = ast.parse(source)
    if not KEEP_DOCSTRINGS.match(name):
        strip(tree)
    if BARE_FUNCTIONS.match(name):
        strip_annotations(tree)
    code = compile(tree, f"{LIBRARY}/{name}", "exec", dont_inherit=True, optimize=0)
    to_pyc = external._code_to_hash_pyc  # type: ignore[attr-defined]  # not in its stubs
    return bytes(to_pyc(code, b"\0" * 8, checked=False))


def entries(name: str, content: bytes) -> list[Entry]:
    """What goes into the archive for one file."""
    if not name.endswith(".py"):
        return [(name, content)]
    source = [(name, content)] if name in SOURCE_TOO else []
    return [*source, (f"{name}c", compiled(name, content))]


def main(task: dict[str, str]) -> None:
    """Write the archive: stored, because what carries it compresses."""
    listed = json.loads(Path(HOST + task["list"]).read_text())
    files = [(name, Path(HOST + path).read_bytes()) for name, path in listed]
    if task["stdlib"]:
        stdlib = zipfile.ZipFile(HOST + task["stdlib"])
        files += [(n, stdlib.read(n)) for n in stdlib.namelist() if not n.endswith("/")]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files):
            for entry, data in entries(name, content):
                archive.writestr(zipfile.ZipInfo(entry, (2026, 1, 1, 0, 0, 0)), data)
    Path(HOST + task["out"]).write_bytes(buffer.getvalue())


main(json.loads(task))  # type: ignore[name-defined]  # noqa: F821 - set by compile.ts
