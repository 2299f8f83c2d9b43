"""The container's health check: exits 0 while this scheduler gives signs of life."""

import sys

from app.components.scheduler.liveness import seconds_silent
from app.core.config import settings
from app.core.constants import HEARTBEAT_LIMIT_SECONDS
from app.core.process import explained_exit


# --8<-- [start:check]
def check() -> str | None:
    """Why this process is thought dead; None while it isn't. It asks no database."""
    silent = seconds_silent()
    if silent is None:
        return f"{settings.INSTANCE_ID} shows no sign of life."
    if silent > HEARTBEAT_LIMIT_SECONDS:
        return f"{settings.INSTANCE_ID} has been silent for {silent:.0f} s."
    return None


# --8<-- [end:check]


if __name__ == "__main__":
    with explained_exit():
        sys.exit(check())
