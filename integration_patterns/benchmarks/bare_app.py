"""The routes that are measured, on FastAPI alone: no hooks, no middleware, no error handling."""

import os

import uvicorn
from fastapi import FastAPI

from app.components.backend.api.health import ProbeResponse
from app.core.constants import HEALTH_PATH, REPORTS_PATH
from app.services.models import Report
from app.services.report_service import list_reports

app = FastAPI()


@app.get(REPORTS_PATH, response_model=list[Report])
async def read_reports(limit: int = 20) -> list[Report]:
    """The newest reports."""
    return await list_reports(limit)


@app.get(f"{HEALTH_PATH}/live", response_model=ProbeResponse)
async def live() -> ProbeResponse:
    """Yes."""
    return ProbeResponse()


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ["PORT"]), access_log=False, log_level="warning")
