"""The container's health check: exits 0 while this scheduler gives signs of life."""

import asyncio
import sys
from datetime import UTC, datetime

from app.core.config import settings
from app.core.errors import AppError
from app.services.system.heartbeat import list_live_schedulers


# --8<-- [start:check]
async def check() -> str | None:
    """Why this process is thought dead; None while it isn't."""
    alive = [heartbeat.instance for heartbeat in await list_live_schedulers(datetime.now(UTC))]
    if settings.INSTANCE_ID in alive:
        return None
    return f"No fresh heartbeat of {settings.INSTANCE_ID}."


# --8<-- [end:check]


if __name__ == "__main__":
    try:
        sys.exit(asyncio.run(check()))
    except AppError as error:
        sys.exit(str(error))
