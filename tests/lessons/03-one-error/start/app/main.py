"""The application and its routes."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from app.core.errors import AppError
from app.services.report_service import generate_monthly_report

app = FastAPI()


@app.exception_handler(AppError)
async def translate_app_error(_request: Request, error: AppError) -> JSONResponse:
    """The one place where the app's own errors become HTTP."""
    problem = {"title": error.title, "detail": error.message, "fix": error.fix}
    return JSONResponse(problem, status_code=error.status)


@app.get("/health")
async def health_check() -> dict[str, bool]:
    """Say that the application answers."""
    return {"healthy": True}


@app.get("/reports/{user_id}")
async def read_report(user_id: int) -> dict[str, int | str]:
    """Report what a user ordered."""
    total = await generate_monthly_report(user_id)
    return {"user_id": user_id, "total": str(total)}
