"""Reports: what a user ordered."""

from decimal import Decimal

from app.services.orders import orders


async def generate_monthly_report(user_id: int) -> Decimal:
    """Add up a user's orders."""
    return sum((order.amount for order in orders if order.user_id == user_id), Decimal(0))
