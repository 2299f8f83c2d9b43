"""The application and its routes."""

from decimal import Decimal

from fastapi import FastAPI

from app.services.orders import orders

app = FastAPI()


@app.get("/health")
async def health_check() -> dict[str, bool]:
    """Say that the application answers."""
    return {"healthy": True}


@app.get("/reports/{user_id}")
async def read_report(user_id: int) -> dict[str, int | str]:
    """Report what a user ordered."""
    total = Decimal(0)
    for order in orders:
        if order.user_id == user_id:
            total += order.amount
    return {"user_id": user_id, "total": str(total)}
