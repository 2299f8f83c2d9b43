"""A dashboard that asks the API's own route instead of the service."""

from app.components.backend.api.health import health_check


async def read_status() -> bool:
    """Whether all is well."""
    return (await health_check()).healthy
