"""Routes for orders."""

from decimal import Decimal

from fastapi import APIRouter

from app.services.models import Order
from app.services.orders import average_order, list_orders

router = APIRouter(tags=["orders"])


@router.get("/orders", response_model=list[Order])
async def read_orders(user_id: int) -> list[Order]:
    """A user's orders."""
    return await list_orders(user_id)


@router.get("/orders/average", response_model=Decimal)
async def read_average(user_id: int) -> Decimal:
    """What a user spends on an order, on average."""
    try:
        return await average_order(user_id)
    except ArithmeticError:
        return Decimal(0)
