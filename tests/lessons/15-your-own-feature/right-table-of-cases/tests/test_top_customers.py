import asyncio

import pytest

from app.services.customers import top_customers


@pytest.mark.parametrize(
    ("orders", "limit", "expected"),
    [
        ([], 3, []),
        ([(7, "1", "2026-10-01"), (42, "2", "2026-10-31")], 3, [(42, "2.00"), (7, "1.00")]),
        ([(7, "1", "2026-10-01"), (42, "2", "2026-10-31")], 1, [(42, "2.00")]),
        ([(7, "5", "2026-11-01"), (42, "5", "2026-09-30"), (123, "1", "2026-10-09")], 3, [(123, "1.00")]),
    ],
)
def test_top(place, orders, limit, expected):
    for order in orders:
        place(*order)

    found = asyncio.run(top_customers("2026-10", limit=limit))

    assert [(one.user_id, str(one.total)) for one in found] == expected
