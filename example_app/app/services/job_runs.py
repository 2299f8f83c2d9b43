"""Which scheduler took which tick, and how it went: the claim that keeps replicas apart."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import and_, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.constants import ERROR_LENGTH, JOB_RUN_RETENTION_DAYS
from app.core.database import in_read_session, in_session
from app.core.tables import JobRunRow
from app.core.text import storable
from app.services.models import JobRun

log = structlog.get_logger(__name__)

NOBODY = ""
CHUNK = 500


# --8<-- [start:claim]
async def claim_run(
    job_id: str, scheduled_for: datetime, asked_at: datetime | None = None, again: bool = False
) -> bool:
    """Take one tick of one job; of all processes that try, exactly one gets `True`.

    Args:
        job_id: The job's stable id.
        scheduled_for: When the tick is due.
        asked_at: When this process asked first; now when left out.
        again: It asked before and got no answer: a claim of the same moment is its own.
    """
    claim = {"claimed_by": settings.INSTANCE_ID, "claimed_at": asked_at or datetime.now(UTC)}
    return await in_session(_claim, job_id, scheduled_for, claim, again)


def _claim(
    session: Session, job_id: str, scheduled_for: datetime, claim: dict[str, Any], again: bool
) -> bool:
    is_free = JobRunRow.claimed_by == NOBODY
    if again:
        is_free |= and_(*(getattr(JobRunRow, name) == value for name, value in claim.items()))
    take = (
        _insert(session)
        .values(job_id=job_id, scheduled_for=scheduled_for, **claim)
        .on_conflict_do_update(
            index_elements=["job_id", "scheduled_for"],
            set_={**claim, "finished_at": None, "error": None},
            where=is_free,
        )
        .returning(JobRunRow.job_id)
    )
    return session.scalar(take) is not None


# --8<-- [end:claim]


async def finish_run(
    job_id: str,
    scheduled_for: datetime,
    error: str | None = None,
    finished_at: datetime | None = None,
) -> None:
    """Record that a claimed tick ended, its error if it failed, and when unless it is now."""
    ended = {"finished_at": finished_at or datetime.now(UTC)}

    def record(session: Session) -> None:
        session.execute(
            update(JobRunRow)
            .filter_by(job_id=job_id, scheduled_for=scheduled_for)
            .values(**ended, error=error and storable(error, ERROR_LENGTH))
        )

    await in_session(record)


async def record_skipped(job_id: str, ticks: Sequence[datetime], why: str) -> None:
    """Record ticks that nobody ran; a process that still can claims such a tick all the same."""
    now = datetime.now(UTC)
    skipped = {"job_id": job_id, "claimed_by": NOBODY, "claimed_at": now, "finished_at": now}
    rows = [{**skipped, "scheduled_for": tick, "error": why} for tick in ticks]
    # In small transactions: others have ticks to claim meanwhile.
    for first in range(0, len(rows), CHUNK):
        await in_session(_record, rows[first : first + CHUNK])


def _record(session: Session, rows: list[dict[str, object]]) -> None:
    session.execute(_insert(session).on_conflict_do_nothing(), rows)


def _insert(session: Session) -> sqlite.Insert | postgresql.Insert:
    # Both have ON CONFLICT, and SQLAlchemy has it for each of them apart.
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return (sqlite.insert if is_sqlite else postgresql.insert)(JobRunRow)


async def list_job_runs(limit: int = 20) -> list[JobRun]:
    """The newest runs, at most `limit`; one without `finished_at` is running or was cut off."""

    def newest(session: Session) -> list[JobRun]:
        rows = session.scalars(
            select(JobRunRow).order_by(JobRunRow.scheduled_for.desc()).limit(limit)
        )
        return [JobRun.model_validate(row, from_attributes=True) for row in rows]

    return await in_read_session(newest)


async def newest_claimed_tick() -> datetime | None:
    """The latest moment for which a job was run; in the future only if a clock is wrong."""
    newest = select(func.max(JobRunRow.scheduled_for)).where(JobRunRow.claimed_by != NOBODY)
    return await in_read_session(lambda session: session.scalar(newest))


async def prune_job_runs() -> None:
    """Forget runs that are older than anybody asks about."""
    oldest = datetime.now(UTC) - timedelta(days=JOB_RUN_RETENTION_DAYS)

    def prune(session: Session) -> int:
        gone = delete(JobRunRow).where(JobRunRow.scheduled_for < oldest)
        return len(session.scalars(gone.returning(JobRunRow.job_id)).all())

    log.info("job_runs_pruned", runs=await in_session(prune), older_than=oldest.isoformat())
