"""Orders: a list for now, a database later in the course."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Order:
    """Who ordered for how much."""

    user_id: int
    amount: Decimal


orders = [
    Order(123, Decimal("1499.00")),
    Order(42, Decimal("20.50")),
    Order(123, Decimal("3800.25")),
    Order(42, Decimal("79.50")),
    Order(123, Decimal("29.49")),
]
