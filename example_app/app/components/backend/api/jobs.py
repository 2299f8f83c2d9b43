"""Routes that show the scheduler's work; they read the database, never the scheduler."""

from fastapi import APIRouter

from app.services.job_runs import list_job_runs
from app.services.models import JobRun
from app.services.system.heartbeat import list_live_schedulers
from app.services.system.models import Heartbeat

router = APIRouter(tags=["jobs"])


@router.get("/jobs", response_model=list[Heartbeat])
async def read_jobs() -> list[Heartbeat]:
    """Each scheduler process that is alive, with its jobs and their next runs."""
    return await list_live_schedulers()


@router.get("/jobs/runs", response_model=list[JobRun])
async def read_job_runs() -> list[JobRun]:
    """The newest runs."""
    return await list_job_runs()
