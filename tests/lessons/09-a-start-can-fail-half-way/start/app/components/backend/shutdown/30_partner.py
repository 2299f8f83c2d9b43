"""Cleans up: disconnects from the partner, and returns the lease."""

from app.core.lease import return_lease
from app.services.partner import disconnect


async def shutdown_hook() -> None:
    """Called by discovery when the server stops."""
    await disconnect()
    return_lease()
