"""What is said about the system: inside (`SystemStatus`) and to the outside (`HealthResponse`)."""

from datetime import datetime

from app.core.models import BoundaryModel


# --8<-- [start:models]
class ComponentStatus(BoundaryModel):
    """One part, and why it is thought healthy or not."""

    name: str
    healthy: bool
    detail: str


class SystemStatus(BoundaryModel):
    """Every part, as the services see it."""

    components: tuple[ComponentStatus, ...]
    checked_at: datetime

    @property
    def overall_healthy(self) -> bool:
        """Whether every part is."""
        return all(component.healthy for component in self.components)


class HealthResponse(BoundaryModel):
    """What the backend promises to its callers; the CLI validates against the same class."""

    healthy: bool
    version: str
    components: tuple[ComponentStatus, ...]
    checked_at: datetime


# --8<-- [end:models]


class ScheduledJob(BoundaryModel):
    """A job as its scheduler declares it."""

    id: str
    trigger: str
    next_run_at: datetime


class Heartbeat(BoundaryModel):
    """What one scheduler process last said of itself."""

    instance: str
    beat_at: datetime
    jobs: tuple[ScheduledJob, ...]
