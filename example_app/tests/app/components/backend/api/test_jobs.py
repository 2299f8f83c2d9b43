"""Routes that show the scheduler's work."""

from datetime import UTC, datetime, timedelta

import httpx
import time_machine

from app.services.job_runs import claim_run
from app.services.system.heartbeat import record_heartbeat
from app.services.system.models import ScheduledJob

NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)


async def test_the_job_list_is_what_the_scheduler_last_said(client: httpx.AsyncClient) -> None:
    """The backend knows no scheduler; it reads the heartbeat."""
    assert (await client.get("/api/v1/jobs")).json() == []
    await record_heartbeat([ScheduledJob(id="daily-report", trigger="cron", next_run_at=NINE)])

    (scheduler,) = (await client.get("/api/v1/jobs")).json()

    assert scheduler["instance"] == "test"
    assert scheduler["jobs"] == [
        {"id": "daily-report", "trigger": "cron", "next_run_at": "2026-11-02T09:00:00Z"}
    ]


async def test_a_scheduler_that_fell_silent_is_not_in_the_job_list(
    client: httpx.AsyncClient,
) -> None:
    """Its jobs have a next run, and nobody who would run them."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=21)):
        await record_heartbeat([ScheduledJob(id="daily-report", trigger="cron", next_run_at=NINE)])

    assert (await client.get("/api/v1/jobs")).json() == []


async def test_runs_show_who_took_which_tick(client: httpx.AsyncClient) -> None:
    """Newest first."""
    await claim_run("daily-report", NINE)

    (run,) = (await client.get("/api/v1/jobs/runs")).json()

    assert (run["job_id"], run["claimed_by"]) == ("daily-report", "test")
