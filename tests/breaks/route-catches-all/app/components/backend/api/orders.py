"""Routes for orders that swallow whatever happens."""

from fastapi import APIRouter, HTTPException

from app.services.models import NewOrder, Order
from app.services.orders import place_order

router = APIRouter(tags=["orders"])


@router.post("/orders", response_model=Order, status_code=201)
async def create_order(new: NewOrder) -> Order:
    try:
        return await place_order(new)
    except Exception as error:
        raise HTTPException(500, str(error))
