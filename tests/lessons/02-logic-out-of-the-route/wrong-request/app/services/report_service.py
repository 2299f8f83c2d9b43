from decimal import Decimal

from fastapi import Request

from app.services.orders import orders


async def generate_monthly_report(request: Request) -> Decimal:
    user_id = int(request.path_params["user_id"])
    return sum((order.amount for order in orders if order.user_id == user_id), Decimal(0))
