"""Asks each part how it is."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from app.core.constants import HEARTBEAT_LIMIT_SECONDS
from app.core.errors import DatabaseNotReadyError
from app.core.schema import check_database
from app.core.storage import check_storage
from app.services.job_runs import newest_claimed_tick
from app.services.system.heartbeat import SeenHeartbeat, is_fresh, list_heartbeats
from app.services.system.models import ComponentStatus, SystemStatus


# --8<-- [start:status]
async def get_system_status() -> SystemStatus:
    """The state of the database and of the scheduler; never raises for a part that is down."""
    now = datetime.now(UTC)
    database = await database_status(check_database)
    scheduler = ComponentStatus(
        name="scheduler", healthy=False, detail="Unknown: its heartbeat can't be read."
    )
    if database.healthy:
        # The database may go between the two questions.
        with suppress(DatabaseNotReadyError):
            scheduler = await scheduler_status(now)
        database = await database_status(check_storage)
    return SystemStatus(components=(database, scheduler), checked_at=now)


# --8<-- [end:status]


async def database_status(check: Callable[[], Awaitable[None]]) -> ComponentStatus:
    """Whether the database passes a check; if not, why."""
    try:
        await check()
    except DatabaseNotReadyError as error:
        return ComponentStatus(name="database", healthy=False, detail=str(error))
    return ComponentStatus(name="database", healthy=True, detail="Answers, schema up to date.")


# --8<-- [start:scheduler]
async def scheduler_status(now: datetime) -> ComponentStatus:
    """Whether any scheduler process gave a sign of life lately."""
    heartbeats = await list_heartbeats()
    alive = [seen.heartbeat for seen in heartbeats if is_fresh(seen)]
    if not alive:
        detail = _why_none_lives(heartbeats)
        return ComponentStatus(name="scheduler", healthy=False, detail=detail)
    detail = f"{alive[0].instance} runs {len(alive[0].jobs)} jobs."
    newest = await newest_claimed_tick()
    if newest and newest > now + timedelta(seconds=HEARTBEAT_LIMIT_SECONDS):
        detail += f" A clock was set back: jobs already ran for {newest:%Y-%m-%d %H:%M:%S} UTC."
    return ComponentStatus(name="scheduler", healthy=True, detail=detail)


def _why_none_lives(heartbeats: Sequence[SeenHeartbeat]) -> str:
    if not heartbeats:
        return "No scheduler process is running."
    age = heartbeats[0].age
    if age < 0:
        return f"Its last heartbeat is {-age:.0f} s in the future: the clock was set back."
    return f"Silent for {age:.0f} s; the limit is {HEARTBEAT_LIMIT_SECONDS} s."


# --8<-- [end:scheduler]
