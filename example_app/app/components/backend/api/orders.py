"""Routes for orders."""

from http import HTTPStatus

from fastapi import APIRouter

from app.components.backend.api.parameters import Limit
from app.components.backend.api.problems import problems
from app.services.models import NewOrder, Order, UserId
from app.services.orders import list_orders, place_order

router = APIRouter(tags=["orders"], responses=problems(HTTPStatus.UNPROCESSABLE_ENTITY))


@router.post(
    "/orders",
    response_model=Order,
    status_code=HTTPStatus.CREATED,
    responses=problems(HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND),
)
async def create_order(new: NewOrder) -> Order:
    """Place an order."""
    return await place_order(new)


@router.get("/orders", response_model=list[Order], responses=problems(HTTPStatus.NOT_FOUND))
async def read_orders(user_id: UserId, limit: Limit = 20) -> list[Order]:
    """A user's newest orders."""
    return await list_orders(user_id, limit)
