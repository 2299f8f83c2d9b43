"""Heartbeats as time, or a hand on the clock, would leave them."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.database import in_session
from app.core.tables import HeartbeatRow


async def move_heartbeats(by: timedelta) -> None:
    """Move every recorded heartbeat: into the past by less than nothing, else into the future."""

    def move(session: Session) -> None:
        for heartbeat in session.scalars(select(HeartbeatRow)):
            heartbeat.beat_at += by

    await in_session(move)
