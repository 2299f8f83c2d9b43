"""The application and its routes."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.core.constants import API_VERSION, HEALTH_PATH
from app.core.errors import AppError
from app.services.models import Report, ReportUser
from app.services.report_service import generate_monthly_report
from app.services.system import get_system_status
from app.services.system.models import HealthResponse
from app.services.users import find_user

app = FastAPI()


@app.exception_handler(AppError)
async def translate_app_error(_request: Request, error: AppError) -> JSONResponse:
    """The one place where the app's own errors become HTTP."""
    problem = {"title": error.title, "detail": error.message, "fix": error.fix}
    return JSONResponse(problem, status_code=error.status)


@app.get(HEALTH_PATH, response_model=HealthResponse)
async def health_check() -> JSONResponse:
    status = await get_system_status()
    data = status.model_dump(mode="json")
    return JSONResponse({**data, "healthy": status.overall_healthy, "version": API_VERSION})


@app.get("/reports/{user_id}", response_model=Report)
async def read_report(user_id: int) -> Report:
    """Report what a user ordered."""
    total = await generate_monthly_report(user_id)
    user = find_user(user_id)
    return Report(user=ReportUser(id=user.id, name=user.name), total=total)
