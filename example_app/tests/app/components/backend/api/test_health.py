"""Health: for people, and for probes."""

from pathlib import Path

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from app.core.config import Settings, use_settings
from app.core.engine import dispose_engine
from app.services.system.heartbeat import record_heartbeat


# --8<-- [start:parts]
async def test_health_says_which_part_is_down(client: httpx.AsyncClient) -> None:
    """No scheduler runs in this test, and the answer says so."""
    body = (await client.get("/health")).json()

    assert body["healthy"] is False
    assert [(part["name"], part["healthy"]) for part in body["components"]] == [
        ("database", True),
        ("scheduler", False),
    ]


# --8<-- [end:parts]


async def test_health_is_healthy_when_every_part_is(client: httpx.AsyncClient) -> None:
    """With a scheduler that has just given a sign of life."""
    await record_heartbeat([])

    assert (await client.get("/health")).json()["healthy"] is True


def overwrite_with_garbage(sqlite_url: str) -> None:
    """Break the database file."""
    Path(sqlite_url.removeprefix("sqlite:///")).write_bytes(b"gone" * 1000)


# --8<-- [start:probes]
async def test_without_its_database_a_server_is_alive_but_not_ready(
    client: httpx.AsyncClient, app_settings: Settings
) -> None:
    """Restarting it would not bring the database back; sending it requests would be wrong."""
    assert (await client.get("/health/ready")).status_code == 200
    dispose_engine()
    overwrite_with_garbage(app_settings.DATABASE_URL)

    live, ready = await client.get("/health/live"), await client.get("/health/ready")

    assert (live.status_code, ready.status_code) == (200, 503)
    assert "can't be used" in ready.json()["detail"]


# --8<-- [end:probes]


@pytest.mark.parametrize(
    ("exposed", "ready_detail"),
    [(True, "can't be used"), (None, "Database not ready; the server's log says why.")],
)
async def test_production_says_that_a_part_is_down_and_not_why(
    client: httpx.AsyncClient,
    app_settings: Settings,
    exposed: bool | None,
    ready_detail: str,
) -> None:
    """The reason names hosts and files; the log has it, under the id in the answer."""
    production = {"ENVIRONMENT": "production", "EXPOSE_HEALTH": exposed}
    overwrite_with_garbage(app_settings.DATABASE_URL)
    dispose_engine()

    with (
        use_settings(app_settings.model_copy(update=production)),
        capture_logs([structlog.contextvars.merge_contextvars]) as logs,
    ):
        health = (await client.get("/health")).json()
        problem = (await client.get("/health/ready")).json()

    assert [part["healthy"] for part in health["components"]] == [False, False]
    assert [bool(part["detail"]) for part in health["components"]] == [bool(exposed)] * 2
    assert ready_detail in problem["detail"]
    assert ("fix" in problem) is bool(exposed)
    (failed,) = (log for log in logs if log["event"] == "request_failed")
    assert "can't be used" in failed["error"]
    assert failed["request_id"] == problem["request_id"]


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
async def test_probes_are_not_redirected(client: httpx.AsyncClient, path: str) -> None:
    """A probe that follows no redirect, or takes one for a success, still sees the truth."""
    assert (await client.get(path)).status_code == 200
