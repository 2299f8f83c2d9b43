"""Two routes, the greedy one first."""

from fastapi import APIRouter

from app.services.job_runs import list_job_runs
from app.services.models import JobRun

router = APIRouter(tags=["jobs"])


@router.get("/jobs/{number}", response_model=int)
async def read_job(number: int) -> int:
    return number


@router.get("/jobs/runs", response_model=list[JobRun])
async def read_job_runs() -> list[JobRun]:
    return await list_job_runs()
