"""The tests of top_customers()."""

import asyncio
from collections.abc import Callable

from app.services.customers import top_customers

Place = Callable[[int, str, str], None]


def names(month: str = "2026-10", limit: int = 3) -> list[str]:
    return [one.name for one in asyncio.run(top_customers(month, limit))]


def test_a_month_without_orders_has_no_top_customers(place: Place) -> None:
    """Nobody ordered, so the list is empty."""
    assert names() == []


def test_the_highest_total_comes_first(place: Place) -> None:
    """All orders of a user count together."""
    place(7, "60.00", "2026-10-01")
    place(42, "40.00", "2026-10-02")
    place(42, "30.00", "2026-10-31")

    assert names() == ["Grace", "Ada"]
