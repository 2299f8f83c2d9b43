"""The sign of life that crosses the process boundary: written by schedulers, read by everyone."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.constants import HEARTBEAT_LIMIT_SECONDS
from app.core.database import in_session
from app.core.tables import HeartbeatRow
from app.services.system.models import Heartbeat, ScheduledJob


async def record_heartbeat(jobs: Sequence[ScheduledJob]) -> None:
    """Say that this scheduler process works, and which jobs it will run when."""
    now = datetime.now(UTC)

    def record(session: Session) -> None:
        session.execute(delete(HeartbeatRow).where(HeartbeatRow.beat_at < now - timedelta(days=1)))
        session.merge(
            HeartbeatRow(
                instance=settings.INSTANCE_ID,
                beat_at=now,
                jobs=[job.model_dump(mode="json") for job in jobs],
            )
        )

    await in_session(record)


async def remove_heartbeat() -> None:
    """Say that this scheduler process has stopped on purpose."""

    def remove(session: Session) -> None:
        session.execute(delete(HeartbeatRow).filter_by(instance=settings.INSTANCE_ID))

    await in_session(remove)


async def list_heartbeats() -> list[Heartbeat]:
    """The last heartbeat of each scheduler process, newest first."""

    def newest(session: Session) -> list[Heartbeat]:
        rows = session.scalars(select(HeartbeatRow).order_by(HeartbeatRow.beat_at.desc()))
        return [Heartbeat.model_validate(row, from_attributes=True) for row in rows]

    return await in_session(newest)


async def list_live_schedulers(now: datetime) -> list[Heartbeat]:
    """The same without the processes that fell silent: those will run nothing."""
    return [heartbeat for heartbeat in await list_heartbeats() if is_fresh(heartbeat, now)]


# --8<-- [start:fresh]
def is_fresh(heartbeat: Heartbeat, now: datetime) -> bool:
    """Whether the process behind a heartbeat may still be thought alive."""
    return now - heartbeat.beat_at <= timedelta(seconds=HEARTBEAT_LIMIT_SECONDS)


# --8<-- [end:fresh]
