"""Orders: a list for now, a database later in the course."""

from decimal import Decimal

from app.services.models import Order

STORED = [
    (123, "1499.00"),
    (42, "20.50"),
    (123, "3800.25"),
    (42, "79.50"),
    (123, "29.49"),
]

orders: list[Order] = []


async def load_orders() -> None:
    """Read the stored orders into memory."""
    orders[:] = [Order(user_id=user, amount=Decimal(amount)) for user, amount in STORED]


async def list_orders(user_id: int) -> list[Order]:
    """A user's orders."""
    return [order for order in orders if order.user_id == user_id]


async def average_order(user_id: int) -> Decimal:
    """What a user spends on an order; of a user without orders, this is a bug."""
    amounts = [order.amount for order in orders if order.user_id == user_id]
    return sum(amounts, Decimal(0)) / len(amounts)
