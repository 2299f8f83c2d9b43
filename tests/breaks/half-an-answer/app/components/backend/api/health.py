"""A route that forgets most of what it promises."""

from fastapi import APIRouter

from app.services.system import get_system_status
from app.services.system.models import HealthResponse

router = APIRouter()


# --8<-- [start:health]
@router.get("/health", response_model=HealthResponse)
async def health_check() -> dict[str, object]:
    status = await get_system_status()
    return {"healthy": status.overall_healthy}


# --8<-- [end:health]
