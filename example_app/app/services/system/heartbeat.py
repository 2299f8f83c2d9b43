"""The sign of life that crosses the process boundary: written by schedulers, read by everyone."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.constants import HEARTBEAT_LIMIT_SECONDS, HEARTBEAT_SECONDS
from app.core.database import in_read_session, in_session
from app.core.tables import HeartbeatRow
from app.services.system.models import Heartbeat, ScheduledJob


@dataclass(frozen=True)
class SeenHeartbeat:
    """A heartbeat and its age in seconds, which is less than 0 when it is from the future."""

    heartbeat: Heartbeat
    age: float


async def record_heartbeat(jobs: Sequence[ScheduledJob]) -> None:
    """Say that this scheduler process works, and which jobs it will run when."""

    def record(session: Session) -> None:
        now = _database_now(session)
        is_over = or_(
            HeartbeatRow.instance == settings.INSTANCE_ID,
            HeartbeatRow.beat_at < now - timedelta(days=1),
            HeartbeatRow.beat_at > now + timedelta(seconds=HEARTBEAT_SECONDS),
        )
        session.execute(delete(HeartbeatRow).where(is_over))
        session.add(
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


async def list_heartbeats() -> list[SeenHeartbeat]:
    """The last heartbeat of each scheduler process, newest first, and how old it is."""

    def newest(session: Session) -> list[SeenHeartbeat]:
        now = _database_now(session)
        rows = session.scalars(select(HeartbeatRow).order_by(HeartbeatRow.beat_at.desc()))
        heartbeats = [Heartbeat.model_validate(row, from_attributes=True) for row in rows]
        return [SeenHeartbeat(one, _age(one, now)) for one in heartbeats]

    return await in_read_session(newest)


async def list_live_schedulers() -> list[Heartbeat]:
    """The same without the processes that fell silent: those will run nothing."""
    return [seen.heartbeat for seen in await list_heartbeats() if is_fresh(seen)]


# --8<-- [start:fresh]
def is_fresh(seen: SeenHeartbeat) -> bool:
    """Whether the process behind a heartbeat may still be thought alive.

    One from the future is no proof: somebody has set the clock back since.
    """
    return -HEARTBEAT_SECONDS <= seen.age <= HEARTBEAT_LIMIT_SECONDS


def _database_now(session: Session) -> datetime:
    # One clock for every host; a SQLite file has its host's.
    if session.get_bind().dialect.name == "sqlite":
        return datetime.now(UTC)
    return session.scalars(select(func.now())).one()


def _age(heartbeat: Heartbeat, now: datetime) -> float:
    # Once the clock has gone back and come here again, an old heartbeat would look new. So it is
    # also timed by a clock that nobody can set, from the moment this process first saw it.
    beat_at, since = _first_seen.get(heartbeat.instance, (None, 0.0))
    if beat_at != heartbeat.beat_at:
        since = time.monotonic()
        _first_seen[heartbeat.instance] = (heartbeat.beat_at, since)
    age = (now - heartbeat.beat_at).total_seconds()
    return max(age, time.monotonic() - since) if age >= -HEARTBEAT_SECONDS else age


# --8<-- [end:fresh]

_first_seen: dict[str, tuple[datetime, float]] = {}
