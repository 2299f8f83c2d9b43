"""The container's health check."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.components.scheduler.healthcheck import check
from app.core.config import Settings, use_settings
from app.services.system.heartbeat import record_heartbeat
from tests.support.processes import EXAMPLE_APP


# --8<-- [start:fresh]
async def test_a_fresh_heartbeat_of_this_process_is_health(app_settings: Settings) -> None:
    """Another replica's doesn't count: it lives in another container."""
    with use_settings(app_settings.model_copy(update={"INSTANCE_ID": "other"})):
        await record_heartbeat([])
    assert await check() == "No fresh heartbeat of test."

    await record_heartbeat([])
    assert await check() is None


# --8<-- [end:fresh]


async def test_a_stale_heartbeat_is_none(app_settings: Settings) -> None:
    """After the limit, the process is thought dead."""
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=30)):
        await record_heartbeat([])

    assert await check() == "No fresh heartbeat of test."


@pytest.mark.slow
def test_the_exit_code_is_the_answer(environment: dict[str, str]) -> None:
    """As a container runtime would run it, with no scheduler and without a database."""
    for url in (environment["DATABASE_URL"], "postgresql+psycopg://nobody@127.0.0.1:9/app"):
        process = subprocess.run(
            [sys.executable, "-m", "app.components.scheduler.healthcheck"],
            cwd=EXAMPLE_APP,
            env={**environment, "DATABASE_URL": url, "INSTANCE_ID": "me"},
            capture_output=True,
            text=True,
            check=False,
        )

        assert process.returncode == 1
        assert process.stderr.count("\n") == 1
