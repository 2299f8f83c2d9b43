"""What the dashboard lists, read by calling services directly: same process, no HTTP."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.core.schema import check_database
from app.services.job_runs import list_job_runs
from app.services.models import JobRun, Report
from app.services.report_service import list_reports
from app.services.system.heartbeat import list_live_schedulers
from app.services.system.models import Heartbeat

ROWS = 6


@dataclass(frozen=True)
class Records:
    """The newest of everything that the database holds."""

    reports: Sequence[Report]
    runs: Sequence[JobRun]
    schedulers: Sequence[Heartbeat]


# --8<-- [start:read]
async def read_records() -> Records:
    """Ask each service for what it holds.

    Raises:
        DatabaseNotReadyError: The database can't be used.
    """
    await check_database()
    return Records(
        reports=await list_reports(limit=ROWS),
        runs=await list_job_runs(limit=ROWS),
        schedulers=await list_live_schedulers(),
    )


# --8<-- [end:read]
