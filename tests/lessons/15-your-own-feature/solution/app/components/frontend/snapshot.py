"""What the dashboard shows, read by calling services directly: same process, no HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from app.services.customers import top_customers

from app.core.errors import AppError
from app.core.schema import check_database
from app.services.job_runs import list_job_runs
from app.services.models import JobRun, Report, TopCustomer
from app.services.months import month_before
from app.services.report_service import list_reports
from app.services.system import get_system_status
from app.services.system.heartbeat import list_live_schedulers
from app.services.system.models import Heartbeat, SystemStatus

ROWS = 6


@dataclass(frozen=True)
class Records:
    """The newest of everything that the database holds."""

    reports: Sequence[Report]
    top_customers: Sequence[TopCustomer]
    runs: Sequence[JobRun]
    schedulers: Sequence[Heartbeat]


@dataclass(frozen=True)
class Snapshot:
    """Everything that changes on the page; without records, `problem` says why."""

    status: SystemStatus
    records: Records | None
    problem: str = ""


# --8<-- [start:read]
async def read_snapshot() -> Snapshot:
    """Ask each service for what it knows."""
    status = await get_system_status()
    try:
        await check_database()
        records = Records(
            reports=await list_reports(limit=ROWS),
            top_customers=await top_customers(month_before(datetime.now(UTC))),
            runs=await list_job_runs(limit=ROWS),
            schedulers=await list_live_schedulers(),
        )
    except AppError as error:
        return Snapshot(status, None, str(error))
    return Snapshot(status, records)


# --8<-- [end:read]
