"""The tests of top_customers(): yours."""

import asyncio
from collections.abc import Callable

from app.services.customers import top_customers

Place = Callable[[int, str, str], None]


def test_a_month_without_orders_has_no_top_customers(place: Place) -> None:
    """Nobody ordered, so the list is empty."""
    assert asyncio.run(top_customers("2026-10")) == []
