"""Reports: what a user ordered."""

from decimal import Decimal

from app.services.orders import orders
from app.services.users import find_user


async def generate_monthly_report(user_id: int) -> Decimal:
    """Add up a user's orders."""
    user = find_user(user_id)
    return sum((order.amount for order in orders if order.user_id == user.id), Decimal(0))
