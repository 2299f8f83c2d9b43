"""Prints what was measured: medians, their range, and their ratio to one of them."""

from collections.abc import Mapping, Sequence
from statistics import median

from rich.console import Console
from rich.table import Table


def print_medians(
    title: str,
    heads: tuple[str, str],
    results: Mapping[str, Sequence[float]],
    base: str,
    *,
    digits: int,
) -> None:
    """Print a row for each name in the results.

    Args:
        title: Stands above the table.
        heads: What a name is, and the unit of the values.
        results: The measured values by name.
        base: The name whose median is 1 in the last column.
        digits: Decimal places of the values.
    """
    table = Table(*heads, "lowest", "highest", "ratio", title=title)
    for name, values in results.items():
        middle = median(values)
        shown = [f"{value:.{digits}f}" for value in (middle, min(values), max(values))]
        table.add_row(name, *shown, f"{middle / median(results[base]):.2f}")
    Console().print(table)
