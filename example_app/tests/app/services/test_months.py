"""Calendar months."""

from datetime import UTC, datetime

import pytest

from app.services.months import month_before, month_bounds


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        (datetime(2026, 1, 1, tzinfo=UTC), "2025-12"),
        (datetime(2026, 3, 31, 23, 59, tzinfo=UTC), "2026-02"),
    ],
)
def test_the_month_before_is_the_last_complete_one(moment: datetime, month: str) -> None:
    """On its last day, a month isn't complete yet."""
    assert month == month_before(moment)


@pytest.mark.parametrize(
    ("month", "days"), [("2028-02", 29), ("2026-02", 28), ("2026-12", 31), ("2026-11", 30)]
)
def test_a_month_ends_where_the_next_begins(month: str, days: int) -> None:
    """So that every instant belongs to exactly one month."""
    first, after = month_bounds(month)

    assert days == (after - first).days
    assert after.day == 1
