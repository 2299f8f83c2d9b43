"""Routes for reports."""

from http import HTTPStatus

from fastapi import APIRouter

from app.components.backend.api.parameters import Limit
from app.components.backend.api.problems import problems
from app.core.currencies import Currency
from app.services.models import Month, Report, UserId
from app.services.report_service import generate_monthly_report, list_reports

router = APIRouter(tags=["reports"], responses=problems(HTTPStatus.UNPROCESSABLE_ENTITY))


# --8<-- [start:create]
@router.post(
    "/reports",
    response_model=Report,
    responses=problems(HTTPStatus.NOT_FOUND, HTTPStatus.BAD_GATEWAY),
)
async def create_report(
    user_id: UserId,
    month: Month | None = None,
    currency: Currency | None = None,
) -> Report:
    """Generate a user's report; of the last complete month when left out."""
    return await generate_monthly_report(user_id, month, currency)


# --8<-- [end:create]


@router.get("/reports", response_model=list[Report])
async def read_reports(limit: Limit = 20) -> list[Report]:
    """The newest reports."""
    return await list_reports(limit)
