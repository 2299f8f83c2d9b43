"""Connects to the partner."""

from app.services.partner import connect


async def startup_hook() -> None:
    """Called by discovery when the server starts."""
    await connect()
