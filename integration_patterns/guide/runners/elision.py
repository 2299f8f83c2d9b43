"""Compares output with what a page says of it, where "..." and "[..]" leave things out."""

import re
from collections.abc import Callable, Sequence

LINES = "..."
WITHIN = "[..]"
WORD = re.compile(r"\w+")
# Above a change, so that a line between elisions is looked for elsewhere before it is dropped.
LOST = 2
NEW = 1
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
    return _align(expected, actual, _is_lines, _line_change, _realign_line)


def rewrite(expected: Sequence[str], actual: Sequence[str], volatile: Sequence[str]) -> list[str]:
    """Realign, and write "[..]" for what differs with every run in the lines that are new."""
    kept = set(expected)
    result = realign(expected, actual)
    for pattern in volatile:
        result = [line if line in kept else re.sub(pattern, WITHIN, line) for line in result]
    return result


def _is_lines(line: str) -> bool:
    return line.strip() == LINES


def _line_change(expected: str, actual: str) -> float:
    """Price a change: the likeliest line is the cheapest, and no line turns into an empty one."""
    if line_matches(expected, actual):
        return 0
    if not (expected.strip() and actual.strip()):
        return LOST + NEW
    words, now = set(WORD.findall(expected)), set(WORD.findall(actual))
    return 1 - len(words & now) / (len(words) + len(now) + 1)


def _token_change(expected: str, actual: str) -> float:
    return 0 if expected == actual else 1


def _realign_line(expected: str, actual: str) -> str:
    if WITHIN not in expected:
        return actual
    tokens = _align(
        TOKEN.findall(expected),
        TOKEN.findall(actual),
        WITHIN.__eq__,
        _token_change,
        lambda _, now: now,
    )
    words = set(WORD.findall(expected))
    is_the_same_sentence = 2 * len(words & set(WORD.findall("".join(tokens)))) >= len(words)
    return "".join(tokens) if is_the_same_sentence else actual


def _align(
    expected: Sequence[str],
    actual: Sequence[str],
    is_wild: Callable[[str], bool],
    change: Callable[[str, str], float],
    replaced: Callable[[str, str], str],
) -> list[str]:
    """Walk the cheapest edit path, in which a wildcard takes up any run for free."""
    wild = [is_wild(item) for item in expected]
    changes = [[change(item, now) for now in actual] for item in expected]
    rows, columns = len(expected), len(actual)
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for column in reversed(range(columns)):
        cost[rows][column] = NEW * (columns - column)
    for row in reversed(range(rows)):
        cost[row][columns] = cost[row + 1][columns] + LOST * (not wild[row])
        for column in reversed(range(columns)):
            cost[row][column] = (
                min(cost[row + 1][column], cost[row][column + 1])
                if wild[row]
                else min(
                    cost[row + 1][column + 1] + changes[row][column],
                    cost[row + 1][column] + LOST,
                    cost[row][column + 1] + NEW,
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
            and cost[row + 1][column + 1] + changes[row][column] == here
        ):
            keep = changes[row][column] == 0
            result.append(expected[row] if keep else replaced(expected[row], actual[column]))
            row, column = row + 1, column + 1
        elif column < columns and cost[row][column + 1] + NEW == here:
            result.append(actual[column])
            column += 1
        else:
            row += 1
    return result
