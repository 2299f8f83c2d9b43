"""Loads the orders before the first request."""

from app.services.orders import load_orders


async def load_at_start() -> None:
    """Called by discovery when the server starts."""
    await load_orders()
