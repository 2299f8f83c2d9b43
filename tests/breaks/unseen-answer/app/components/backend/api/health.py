"""A route that passes data around as a dict, and answers with a response of its own."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from app.services.system import get_system_status
from app.services.system.models import HealthResponse

router = APIRouter()


# --8<-- [start:health]
@router.get("/health", response_model=HealthResponse)
async def health_check() -> JSONResponse:
    status = (await get_system_status()).model_dump(mode="json")
    return JSONResponse({"healthy": status.get("overall_healthy"), "version": "1"})


# --8<-- [end:health]
