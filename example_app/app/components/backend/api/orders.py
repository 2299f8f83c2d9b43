"""Routes for orders."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Query

from app.components.backend.api.problems import problems
from app.services.models import NewOrder, Order, UserId
from app.services.orders import list_orders, place_order

router = APIRouter(tags=["orders"])

Limit = Annotated[int, Query(ge=1, le=100)]


@router.post(
    "/orders",
    response_model=Order,
    status_code=HTTPStatus.CREATED,
    responses=problems(HTTPStatus.NOT_FOUND),
)
async def create_order(new: NewOrder) -> Order:
    """Place an order."""
    return await place_order(new)


@router.get("/orders", response_model=list[Order])
async def read_orders(user_id: UserId, limit: Limit = 20) -> list[Order]:
    """A user's newest orders."""
    return await list_orders(user_id, limit)
