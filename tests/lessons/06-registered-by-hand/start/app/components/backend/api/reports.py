"""Routes for reports."""

from fastapi import APIRouter

from app.services.models import Report, ReportUser
from app.services.report_service import generate_monthly_report
from app.services.users import find_user

router = APIRouter(tags=["reports"])


@router.get("/reports/{user_id}", response_model=Report)
async def read_report(user_id: int) -> Report:
    """Report what a user ordered."""
    total = await generate_monthly_report(user_id)
    user = find_user(user_id)
    return Report(user=ReportUser(id=user.id, name=user.name), total=total)
