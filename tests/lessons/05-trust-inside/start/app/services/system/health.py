"""Asks each part how it is."""

from datetime import UTC, datetime

from app.services.orders import orders
from app.services.system.models import ComponentStatus, SystemStatus


async def get_system_status() -> SystemStatus:
    """The state of every part; there is one so far."""
    detail = f"{len(orders)} orders." if orders else "No orders are loaded."
    part = ComponentStatus(name="orders", healthy=bool(orders), detail=detail)
    return SystemStatus(components=(part,), checked_at=datetime.now(UTC))
