"""Routes for orders."""

from fastapi import APIRouter

from app.services.models import Order
from app.services.orders import list_orders

router = APIRouter(tags=["orders"])


@router.get("/orders", response_model=list[Order])
async def read_orders(user_id: int) -> list[Order]:
    """A user's orders."""
    return await list_orders(user_id)
