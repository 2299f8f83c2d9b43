"""The application and its routes."""

from fastapi import FastAPI

from app.services.report_service import generate_monthly_report

app = FastAPI()


@app.get("/health")
async def health_check() -> dict[str, bool]:
    """Say that the application answers."""
    return {"healthy": True}


@app.get("/reports/{user_id}")
async def read_report(user_id: int) -> dict[str, int | str]:
    """Report what a user ordered."""
    total = await generate_monthly_report(user_id)
    return {"user_id": user_id, "total": str(total)}
