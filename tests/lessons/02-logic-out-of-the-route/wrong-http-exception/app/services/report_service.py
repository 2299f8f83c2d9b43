from decimal import Decimal

from fastapi import HTTPException

from app.services.orders import orders


async def generate_monthly_report(user_id: int) -> Decimal:
    amounts = [order.amount for order in orders if order.user_id == user_id]
    if not amounts:
        raise HTTPException(404)
    return sum(amounts, Decimal(0))
