"""Compares output with what a page says of it, where "..." and "[..]" leave things out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINES = "..."
WITHIN = "[..]"
WORD = re.compile(r"\w+")
TOKEN = re.compile(r"\[\.\.\]|\w+|\s+|.")


def line_matches(expected: str, actual: str) -> bool:
    """Tell whether a line is what the page says, "[..]" standing for any text."""
    if WITHIN not in expected:
        return expected == actual
    pattern = ".*".join(re.escape(part) for part in expected.split(WITHIN))
    return re.fullmatch(pattern, actual) is not None


def matches(expected: Sequence[str], actual: Sequence[str]) -> bool:
    """Tell whether the lines are what the page says, "..." standing for any lines."""
    return realign(expected, actual) == list(expected)


def realign(expected: Sequence[str], actual: Sequence[str]) -> list[str]:
    """Return the page's lines changed as little as needed to be true again."""
    return _align(expected, actual, _is_lines, line_matches, _realign_line)


def rewrite(expected: Sequence[str], actual: Sequence[str], volatile: Sequence[str]) -> list[str]:
    """Realign, and write "[..]" for what differs with every run in the lines that are new."""
    kept = set(expected)
    result = realign(expected, actual)
    for pattern in volatile:
        result = [line if line in kept else re.sub(pattern, WITHIN, line) for line in result]
    return result


def _is_lines(line: str) -> bool:
    return line.strip() == LINES


def _realign_line(expected: str, actual: str) -> str:
    if WITHIN not in expected:
        return actual
    tokens = _align(
        TOKEN.findall(expected),
        TOKEN.findall(actual),
        WITHIN.__eq__,
        str.__eq__,
        lambda _, now: now,
    )
    words = set(WORD.findall(expected))
    is_the_same_sentence = 2 * len(words & set(WORD.findall("".join(tokens)))) >= len(words)
    return "".join(tokens) if is_the_same_sentence else actual


def _align(
    expected: Sequence[str],
    actual: Sequence[str],
    is_wild: Callable[[str], bool],
    same: Callable[[str, str], bool],
    replaced: Callable[[str, str], str],
) -> list[str]:
    """Walk the cheapest edit path, in which a wildcard takes up any run for free."""
    wild = [is_wild(item) for item in expected]
    equal = [[same(item, now) for now in actual] for item in expected]
    rows, columns = len(expected), len(actual)
    cost = [[0] * (columns + 1) for _ in range(rows + 1)]
    for column in reversed(range(columns)):
        cost[rows][column] = columns - column
    for row in reversed(range(rows)):
        cost[row][columns] = cost[row + 1][columns] + (not wild[row])
        for column in reversed(range(columns)):
            cost[row][column] = (
                min(cost[row + 1][column], cost[row][column + 1])
                if wild[row]
                else min(
                    cost[row + 1][column + 1] + (not equal[row][column]),
                    cost[row + 1][column] + 1,
                    cost[row][column + 1] + 1,
                )
            )
    result: list[str] = []
    row = column = 0
    while row < rows or column < columns:
        here = cost[row][column]
        if row < rows and wild[row]:
            if cost[row + 1][column] == here:
                result.append(expected[row])
                row += 1
            else:
                column += 1
        elif (
            row < rows
            and column < columns
            and cost[row + 1][column + 1] + (not equal[row][column]) == here
        ):
            keep = equal[row][column]
            result.append(expected[row] if keep else replaced(expected[row], actual[column]))
            row, column = row + 1, column + 1
        elif column < columns and cost[row][column + 1] + 1 == here:
            result.append(actual[column])
            column += 1
        else:
            row += 1
    return result
