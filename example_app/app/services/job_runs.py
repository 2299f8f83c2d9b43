"""Which scheduler took which tick, and how it went: the claim that keeps replicas apart."""

from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.constants import JOB_RUN_RETENTION_DAYS
from app.core.database import in_session
from app.core.tables import JobRunRow
from app.services.models import JobRun

log = structlog.get_logger(__name__)


# --8<-- [start:claim]
async def claim_run(job_id: str, scheduled_for: datetime) -> bool:
    """Take one tick of one job; of all processes that try, exactly one is told `True`."""
    return await in_session(_claim, job_id, scheduled_for)


def _claim(session: Session, job_id: str, scheduled_for: datetime) -> bool:
    claim = JobRunRow(
        job_id=job_id,
        scheduled_for=scheduled_for,
        claimed_by=settings.INSTANCE_ID,
        claimed_at=datetime.now(UTC),
    )
    try:
        with session.begin_nested():
            session.add(claim)
    except IntegrityError:
        return False
    return True


# --8<-- [end:claim]


async def finish_run(job_id: str, scheduled_for: datetime, error: str | None = None) -> None:
    """Record that a claimed tick ended, and its error if it failed."""

    def record(session: Session) -> None:
        session.execute(
            update(JobRunRow)
            .filter_by(job_id=job_id, scheduled_for=scheduled_for)
            .values(finished_at=datetime.now(UTC), error=error)
        )

    await in_session(record)


async def list_job_runs(limit: int = 20) -> list[JobRun]:
    """The newest runs, at most `limit`; one without `finished_at` is running or was cut off."""

    def newest(session: Session) -> list[JobRun]:
        rows = session.scalars(
            select(JobRunRow).order_by(JobRunRow.scheduled_for.desc()).limit(limit)
        )
        return [JobRun.model_validate(row, from_attributes=True) for row in rows]

    return await in_session(newest)


async def prune_job_runs() -> None:
    """Forget runs that are older than anybody asks about."""
    oldest = datetime.now(UTC) - timedelta(days=JOB_RUN_RETENTION_DAYS)

    def prune(session: Session) -> int:
        gone = delete(JobRunRow).where(JobRunRow.scheduled_for < oldest)
        return len(session.scalars(gone.returning(JobRunRow.job_id)).all())

    log.info("job_runs_pruned", runs=await in_session(prune), older_than=oldest.isoformat())
