"""How the system is (for people), and whether to restart or route to this process (for probes)."""

from http import HTTPStatus

from fastapi import APIRouter

from app.components.backend.api.problems import problems
from app.core.config import settings
from app.core.constants import API_VERSION, HEALTH_PATH, LIVE_PATH, READY_PATH
from app.core.models import BoundaryModel
from app.core.schema import check_database
from app.services.system import get_system_status
from app.services.system.models import ComponentStatus, HealthResponse

router = APIRouter(tags=["health"])


class ProbeResponse(BoundaryModel):
    """Nothing but yes; a probe reads the status code."""

    ok: bool = True


# --8<-- [start:health]
@router.get(HEALTH_PATH, response_model=HealthResponse)
async def health_check() -> HealthResponse:
    """Every part of the system, also when some are down: the body says which."""
    status = await get_system_status()
    return HealthResponse(
        healthy=status.overall_healthy,
        version=API_VERSION,
        components=fit_to_show(status.components),
        checked_at=status.checked_at,
    )


# --8<-- [end:health]


def fit_to_show(components: tuple[ComponentStatus, ...]) -> tuple[ComponentStatus, ...]:
    """Without the reasons, which name hosts and files, unless the inside is exposed."""
    if settings.exposes(settings.EXPOSE_HEALTH):
        return components
    return tuple(component.model_copy(update={"detail": ""}) for component in components)


# --8<-- [start:probes]
@router.get(LIVE_PATH, response_model=ProbeResponse)
async def live() -> ProbeResponse:
    """Whether this process answers at all; asks nobody else, so no outage restarts it."""
    return ProbeResponse()


@router.get(
    READY_PATH,
    response_model=ProbeResponse,
    responses=problems(HTTPStatus.SERVICE_UNAVAILABLE),
)
async def ready() -> ProbeResponse:
    """Whether this process can serve: its database answers."""
    await check_database()
    return ProbeResponse()


# --8<-- [end:probes]
