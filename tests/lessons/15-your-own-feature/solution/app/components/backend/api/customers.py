"""Routes for customers."""

from http import HTTPStatus

from fastapi import APIRouter

from app.components.backend.api.parameters import Limit
from app.components.backend.api.problems import problems
from app.services.customers import top_customers
from app.services.models import Month, TopCustomer

router = APIRouter(tags=["customers"], responses=problems(HTTPStatus.UNPROCESSABLE_ENTITY))


@router.get("/customers/top", response_model=list[TopCustomer])
async def read_top_customers(month: Month, limit: Limit = 3) -> list[TopCustomer]:
    """Who ordered for most in a month."""
    return await top_customers(month, limit)
