"""Finds the tests that run each region shown, in coverage data with a context for each test."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from integration_patterns.guide.blocks import page as pages
from integration_patterns.guide.blocks import region_tests
from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.blocks.include import Snippet, snippet
from integration_patterns.guide.config import Config
from integration_patterns.guide.errors import PageError

SHOWN = 2
"""How many tests a page shows for a region; the best ones."""


@dataclass(frozen=True)
class Tests:
    """The tests of a region, best first, and all that run any of its lines.

    Which lines a test runs varies a little: those of a thread may be counted for its neighbour.
    So a test is chosen by how much it runs, and stays chosen while it runs anything.
    """

    region: str
    where: str
    ranked: tuple[str, ...]
    running: frozenset[str] = frozenset()


def shown_regions(config: Config) -> dict[str, tuple[str, Snippet]]:
    """Return the Python regions of the application on any page, by key, with one such place."""
    found: dict[str, tuple[str, Snippet]] = {}
    for file in sorted(config.project.docs.rglob("*.md")):
        for block in pages.read(file, config.project.root).blocks:
            if isinstance(block, Fence) and not block.is_output:
                code = snippet(block, config.project)
                if _is_of_the_app(code.file, config) and code.region_name:
                    found[region_tests.key(code, config.project)] = block.where, code
    return found


def _is_of_the_app(file: Path, config: Config) -> bool:
    """Whether tests are to run this file; a region of a test proves itself."""
    if not file.is_relative_to(config.source):
        return False
    return file.suffix == ".py" and "tests" not in file.relative_to(config.source).parts


def measured(config: Config, data_file: Path) -> list[Tests]:
    """Rank the tests of every region shown."""
    data = CoverageData(str(data_file))
    data.read()
    weight = _weights(data, config)
    return [
        Tests(region, where, tuple(_rank(code, config, data, weight)), _running(code, config, data))
        for region, (where, code) in sorted(shown_regions(config).items())
    ]


def update(config: Config, found: list[Tests]) -> None:
    """Write the file of proving tests, keeping what still holds."""
    known = region_tests.load(config.project)
    chosen = {
        tests.region: [name for name in known.get(tests.region, []) if _holds(name, tests)]
        or list(tests.ranked[:SHOWN])
        for tests in found
        if tests.ranked
    }
    config.project.proving.write_text(json.dumps(chosen, indent=2) + "\n", "utf-8")


def problems(config: Config, found: list[Tests]) -> Iterator[PageError]:
    """Yield what the file says that the data does not."""
    known = region_tests.load(config.project)
    for tests in found:
        if not tests.ranked:
            yield PageError(
                tests.where, f"no test runs the region {tests.region}", "test it, or do not show it"
            )
        elif tests.region not in known:
            yield PageError(
                tests.where,
                f"the tests of {tests.region} are not listed",
                "run patterns proving --update",
            )
        for name in known.get(tests.region, []):
            if not _holds(name, tests):
                yield PageError(
                    tests.where,
                    f"{name} does not run {tests.region}",
                    "run patterns proving --update",
                )


def _holds(name: str, tests: Tests) -> bool:
    return name in tests.running or name in tests.ranked


def _running(code: Snippet, config: Config, data: CoverageData) -> frozenset[str]:
    by_line = data.contexts_by_lineno(str(code.file))
    contexts = (by_line.get(line, []) for line in _lines_in_functions(code))
    return frozenset(_test(context, config) for some in contexts for context in some)


def _weights(data: CoverageData, config: Config) -> Counter[str]:
    """Count what each test runs in all; a test that runs little is about what it runs."""
    weight: Counter[str] = Counter()
    for file in data.measured_files():
        for contexts in data.contexts_by_lineno(file).values():
            weight.update({_test(context, config) for context in contexts})
    return weight


def _rank(code: Snippet, config: Config, data: CoverageData, weight: Counter[str]) -> Iterator[str]:
    by_line = data.contexts_by_lineno(str(code.file))
    inside = _lines_in_functions(code)
    runs: Counter[str] = Counter()
    for line in inside:
        runs.update({_test(context, config) for context in by_line.get(line, [])} - {""})
    if runs:
        most = max(runs.values())
        mirror = f"/test_{code.file.stem}.py::"
        yield from sorted(
            (name for name, lines in runs.items() if lines * 2 > most),
            key=lambda name: (mirror not in name, -runs[name], weight[name], name),
        )
        return
    lines = inside or range(code.region.first_line, code.region.last_line + 1)
    if not by_line.keys().isdisjoint(lines):
        yield from _mentions(code, config)


def _test(context: str, config: Config) -> str:
    """Return the test's node id without parameters, as seen from the application's folder."""
    context = context.removeprefix(f"{config.workdir}/")
    return re.sub(r"\[.*\]", "", context.partition("|")[0], flags=re.DOTALL)


def _lines_in_functions(code: Snippet) -> set[int]:
    """Return the region's lines that run when called, not when imported."""
    return {
        line
        for node in ast.walk(ast.parse(code.source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for statement in node.body
        for line in range(statement.lineno, (statement.end_lineno or 0) + 1)
        if code.region.first_line <= line <= code.region.last_line
    }


def _mentions(code: Snippet, config: Config) -> list[str]:
    """Return the tests that name what no test runs itself: constants, models, processes."""
    module = _module(code.file, config)
    importers = [
        _module(file, config)
        for file in sorted(config.source.rglob("*.py"))
        if "tests" not in file.relative_to(config.source).parts
        and re.search(
            rf"^\s*from {re.escape(module)} import ", file.read_text("utf-8"), re.MULTILINE
        )
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
