"""Finds the tests that name what no test runs itself: constants, models, processes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from integration_patterns.guide.blocks.include import Snippet
from integration_patterns.guide.config import Config


def tests_that_name(code: Snippet, config: Config) -> list[str]:
    """Return the tests that name a region, or else a module that imports it."""
    module = _module(code.file, config)
    importing = re.compile(rf"^\s*from {re.escape(module)} import ", re.MULTILINE)
    importers = [
        _module(file, config)
        for file in sorted(config.source.rglob("*.py"))
        if "tests" not in file.relative_to(config.source).parts
        and importing.search(file.read_text("utf-8"))
    ]
    return sorted(_tests_with(config, module, {*_names(code), module})) or sorted(
        name for importer in importers for name in _tests_with(config, importer, {importer})
    )


def _module(file: Path, config: Config) -> str:
    return ".".join(file.relative_to(config.source).with_suffix("").parts)


def _tests_with(config: Config, module: str, words: set[str]) -> Iterator[str]:
    """Yield the tests with one of the words, in the files that mention the module."""
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
    roots = config.project.roots
    tests = {file: root for root in reversed(roots) for file in (root / "tests").rglob("test_*.py")}
    for file, root in sorted(tests.items()):
        source = file.read_text("utf-8")
        if module not in source:
            continue
        for node in ast.parse(source).body:
            if (
                isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and node.name.startswith("test_")
                and pattern.search(ast.get_source_segment(source, node) or "")
            ):
                yield f"{file.relative_to(root).as_posix()}::{node.name}"


def _names(code: Snippet) -> Iterator[str]:
    region = code.region
    for node in ast.parse(code.source).body:
        if not region.first_line <= node.lineno <= region.last_line:
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        for name in ast.walk(node):
            if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store):
                yield name.id
