"""Orders."""

from decimal import Decimal

import pytest

from app.core.config import Settings
from app.core.errors import NotFoundError
from app.services.models import NewOrder
from app.services.orders import list_orders, place_order


async def test_a_placed_order_is_the_newest_of_its_user(each_database: Settings) -> None:
    """And reads back exactly, to the cent."""
    placed = await place_order(NewOrder(user_id=42, amount=Decimal("19.99")))

    assert [placed] == await list_orders(42, limit=1)
    assert placed.amount == Decimal("19.99")


async def test_an_order_of_nobody_is_refused(each_database: Settings) -> None:
    """The error says who is missing."""
    with pytest.raises(NotFoundError, match=r"There is no user 1\."):
        await place_order(NewOrder(user_id=1, amount=Decimal(1)))
