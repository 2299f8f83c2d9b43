"""Elisions leave out what does not matter, and nothing else."""

from __future__ import annotations

import json

import pytest

from integration_patterns.guide.runners.elision import line_matches, matches, realign, rewrite
from integration_patterns.site.served import ROOT

# comparison.test.ts gives the same cases to what compares in the page.
CASES = json.loads(
    (ROOT / "integration_patterns/live/client/test/elision_cases.json").read_text("utf-8")
)


@pytest.mark.parametrize(("expected", "actual", "is_match"), CASES["lines"])
def test_a_line_matches_by_the_rules_that_the_page_has_too(
    expected: str, actual: str, is_match: bool
) -> None:
    """Whether a line is what the page says, "[..]" standing for any text."""
    assert line_matches(expected, actual) is is_match


@pytest.mark.parametrize(("expected", "actual", "is_match"), CASES["outputs"])
def test_an_output_matches_by_the_rules_that_the_page_has_too(
    expected: list[str], actual: list[str], is_match: bool
) -> None:
    """Whether the lines are what the page says, "..." standing for any lines."""
    assert matches(expected, actual) is is_match


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        (["a"], ["a"]),
        (["...", "z"], ["a", "b", "z"]),
        (["a", "..."], ["a"]),
        (["took [..] ms"], ["took 12 ms"]),
        (["...", "b", "..."], ["a", "b", "c"]),
        (["..."], []),
    ],
)
def test_what_matches(expected: list[str], actual: list[str]) -> None:
    """An elision stands for any text in its place."""
    assert matches(expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual"),
    [
        ([], ["a"]),
        (["a"], []),
        (["...", "z"], ["a", "z", "b"]),
        (["a [..]"], ["b 1"]),
        (["a", "b"], ["b", "a"]),
        (["a.c"], ["abc"]),
    ],
)
def test_what_does_not_match(expected: list[str], actual: list[str]) -> None:
    """Everything outside an elision is compared."""
    assert not matches(expected, actual)


@pytest.mark.parametrize(
    ("expected", "actual", "realigned"),
    [
        (["a", "...", "z"], ["a", "b", "c", "y"], ["a", "...", "y"]),
        (["a", "...", "z"], ["A", "b", "c", "z"], ["A", "...", "z"]),
        (["took [..] ms, 3 rows"], ["took 12 ms, 4 rows"], ["took [..] ms, 4 rows"]),
        (['"request_id": "[..]"'], ['"orders": 24,'], ['"orders": 24,']),
        ([], ["new"], ["new"]),
        (["old", "kept"], ["kept"], ["kept"]),
        (["...", "sum: 1", "..."], ["", "x: 4", "", "sum: 2"], ["...", "sum: 2", "..."]),
        (["...", "sum: 1", "...", "z"], ["", "z"], ["...", "...", "z"]),
        (["...", "z"], ["a", "", "z: 1", ""], ["...", "z: 1", ""]),
    ],
)
def test_realigning_changes_as_little_as_possible(
    expected: list[str], actual: list[str], realigned: list[str]
) -> None:
    """The rewritten lines are true, and elisions that still hold stay."""
    assert realign(expected, actual) == realigned
    assert matches(realigned, actual)


def test_new_lines_leave_out_what_differs_with_every_run() -> None:
    """A volatile text is elided in what update writes, and nowhere else."""
    lines = rewrite(["at 1"], ["at 1", "at 2"], [r"\d"])

    assert lines == ["at 1", "at [..]"]
