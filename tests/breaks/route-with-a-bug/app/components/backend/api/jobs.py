"""A route with a bug."""

from fastapi import APIRouter

router = APIRouter(tags=["jobs"])


@router.get("/jobs", response_model=float)
async def read_jobs() -> float:
    return 1 / 0
