"""Disconnects from the partner, if the startup file of the same name had connected."""

from app.services.partner import disconnect


async def shutdown_hook() -> None:
    """Called by discovery when the server stops."""
    await disconnect()
