"""How the system is."""

from fastapi import APIRouter

from app.core.constants import API_VERSION, HEALTH_PATH
from app.services.system import get_system_status
from app.services.system.models import HealthResponse

router = APIRouter(tags=["health"])


@router.get(HEALTH_PATH, response_model=HealthResponse)
async def health_check() -> HealthResponse:
    """Say how each part of the system is."""
    status = await get_system_status()
    return HealthResponse(
        healthy=status.overall_healthy,
        version=API_VERSION,
        components=status.components,
        checked_at=status.checked_at,
    )
