"""Loads the orders before the first request."""

from app.services.orders import load_orders


async def startup_hook() -> None:
    """Called by discovery when the server starts."""
    await load_orders()
