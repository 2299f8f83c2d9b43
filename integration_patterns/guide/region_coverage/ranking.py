"""Ranks the tests of each region shown, and holds the list of them against the data."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coverage import CoverageData

from integration_patterns.guide.blocks import entries, region_tests
from integration_patterns.guide.blocks.fences import Fence
from integration_patterns.guide.blocks.include import Snippet, snippet
from integration_patterns.guide.config import Config
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.region_coverage import mentions

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


def measured(config: Config, data_file: Path) -> list[Tests]:
    """Rank the tests of every region shown."""
    data = CoverageData(str(data_file))
    data.read()
    weight = _weights(data, config)
    return [
        Tests(region, where, *_tests(code, config, data, weight))
        for region, (where, code) in sorted(shown_regions(config).items())
    ]


def update(config: Config, found: list[Tests]) -> None:
    """Write the file of proving tests, keeping what still holds."""
    known = region_tests.load(config.project)
    chosen = {
        tests.region: [name for name in known.get(tests.region, []) if name in tests.running]
        or list(tests.ranked[:SHOWN])
        for tests in found
        if tests.ranked
    }
    config.project.proving.write_text(json.dumps(chosen, indent=2) + "\n", "utf-8")


def problems(config: Config, found: list[Tests]) -> Iterator[PageError]:
    """Yield what the file says that the data does not."""
    known = region_tests.load(config.project)
    fix = "run patterns proving --update"
    for tests in found:
        region = tests.region
        if not tests.ranked:
            what = f"no test runs the region {region}"
            yield PageError(tests.where, what, "test it, or do not show it")
        elif region not in known:
            yield PageError(tests.where, f"the tests of {region} are not listed", fix)
        for name in known.get(region, []):
            if name not in tests.running:
                yield PageError(tests.where, f"{name} does not run {region}", fix)


def shown_regions(config: Config) -> dict[str, tuple[str, Snippet]]:
    """Return the Python regions of the application on any page, by key, with one such place."""
    found: dict[str, tuple[str, Snippet]] = {}
    for block in (one.block for one in entries.of_docs(config)):
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


def _weights(data: CoverageData, config: Config) -> Counter[str]:
    """Count what each test runs in all; a test that runs little is about what it runs."""
    weight: Counter[str] = Counter()
    for file in data.measured_files():
        for contexts in data.contexts_by_lineno(file).values():
            weight.update({_test(context, config) for context in contexts})
    return weight


def _tests(
    code: Snippet, config: Config, data: CoverageData, weight: Counter[str]
) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the tests of a region, best first, and all that run any of its lines."""
    by_line = data.contexts_by_lineno(str(code.file))
    inside = _lines_in_functions(code)
    runs: Counter[str] = Counter()
    for line in inside:
        runs.update({_test(context, config) for context in by_line.get(line, [])} - {""})
    if runs:
        most = max(runs.values())
        mirror = f"/test_{code.file.stem}.py::"
        ranked = sorted(
            (name for name, lines in runs.items() if lines * 2 > most),
            key=lambda name: (mirror not in name, -runs[name], weight[name], name),
        )
        return tuple(ranked), frozenset(runs)
    lines = inside or range(code.region.first_line, code.region.last_line + 1)
    is_imported = not by_line.keys().isdisjoint(lines)
    named = mentions.tests_that_name(code, config) if is_imported else []
    return tuple(named), frozenset(named)


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
