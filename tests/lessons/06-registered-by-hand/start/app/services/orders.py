"""Orders: a list for now, a database later in the course."""

from decimal import Decimal

from app.services.models import Order

orders = [
    Order(user_id=123, amount=Decimal("1499.00")),
    Order(user_id=42, amount=Decimal("20.50")),
    Order(user_id=123, amount=Decimal("3800.25")),
    Order(user_id=42, amount=Decimal("79.50")),
    Order(user_id=123, amount=Decimal("29.49")),
]


async def list_orders(user_id: int) -> list[Order]:
    """A user's orders."""
    return [order for order in orders if order.user_id == user_id]
