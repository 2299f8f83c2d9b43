"""Asks each part how it is."""

from contextlib import suppress
from datetime import UTC, datetime

from app.core.constants import HEARTBEAT_LIMIT_SECONDS
from app.core.database import check_database
from app.core.errors import DatabaseNotReadyError
from app.services.system.heartbeat import is_fresh, list_heartbeats
from app.services.system.models import ComponentStatus, SystemStatus


# --8<-- [start:status]
async def get_system_status() -> SystemStatus:
    """The state of the database and of the scheduler; never raises for a part that is down."""
    now = datetime.now(UTC)
    database = await database_status()
    scheduler = ComponentStatus(
        name="scheduler", healthy=False, detail="Unknown: its heartbeat can't be read."
    )
    if database.healthy:
        # The database may go between the two questions.
        with suppress(DatabaseNotReadyError):
            scheduler = await scheduler_status(now)
    return SystemStatus(components=(database, scheduler), checked_at=now)


# --8<-- [end:status]


async def database_status() -> ComponentStatus:
    """Whether the database answers and is at the schema this code needs."""
    try:
        await check_database()
    except DatabaseNotReadyError as error:
        return ComponentStatus(name="database", healthy=False, detail=str(error))
    return ComponentStatus(name="database", healthy=True, detail="Answers, schema up to date.")


# --8<-- [start:scheduler]
async def scheduler_status(now: datetime) -> ComponentStatus:
    """Whether any scheduler process gave a sign of life lately."""
    heartbeats = await list_heartbeats()
    if not heartbeats:
        return ComponentStatus(
            name="scheduler", healthy=False, detail="No scheduler process is running."
        )
    newest = heartbeats[0]
    age = (now - newest.beat_at).total_seconds()
    if not is_fresh(newest, now):
        detail = f"Silent for {age:.0f} s; the limit is {HEARTBEAT_LIMIT_SECONDS} s."
        return ComponentStatus(name="scheduler", healthy=False, detail=detail)
    detail = f"{newest.instance} runs {len(newest.jobs)} jobs."
    return ComponentStatus(name="scheduler", healthy=True, detail=detail)


# --8<-- [end:scheduler]
