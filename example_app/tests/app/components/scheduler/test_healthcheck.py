"""The container's health check: it asks this machine, and no database."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from app.components.scheduler.healthcheck import check
from app.components.scheduler.liveness import end_life, life_file, show_life
from app.core.config import Settings, use_settings
from app.core.constants import HEARTBEAT_LIMIT_SECONDS, ExitCode
from app.core.errors import ConfigurationError
from tests.support.databases import isolated_settings
from tests.support.processes import EXAMPLE_APP


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for temporary files of the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


# --8<-- [start:fresh]
async def test_a_process_that_runs_its_jobs_is_healthy(app_settings: Settings) -> None:
    """Another scheduler on the same machine doesn't count: each has a name of its own."""
    with use_settings(app_settings.model_copy(update={"INSTANCE_ID": "other"})):
        await show_life()
    assert check() == "test shows no sign of life."

    await show_life()
    assert check() is None


async def test_an_outage_of_the_database_restarts_no_scheduler() -> None:
    """The health check never asks it; restarting the scheduler would cure nothing."""
    gone = "postgresql+psycopg://nobody@127.0.0.1:9/app"
    with use_settings(isolated_settings(DATABASE_URL=gone, INSTANCE_ID="test")):
        await show_life()

        assert check() is None


# --8<-- [end:fresh]


async def test_silence_is_no_life(app_settings: Settings) -> None:
    """After the limit, the process is thought dead; so is one that was stopped."""
    await show_life()
    life_file().write_text(str(time.monotonic() - HEARTBEAT_LIMIT_SECONDS - 1))
    assert check() == "test has been silent for 21 s."

    end_life()
    assert check() == "test shows no sign of life."


@pytest.mark.parametrize("left_over", ["", "nonsense", "1e12"])
async def test_a_file_that_is_left_over_is_no_life(app_settings: Settings, left_over: str) -> None:
    """Nor one that was written before the machine was started anew."""
    life_file().write_text(left_over)

    assert check() == "test shows no sign of life."


async def test_a_folder_that_cannot_be_written_is_told_at_the_start(
    app_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line with the file and what to do."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))

    with pytest.raises(ConfigurationError, match=r"No such file.*fix: set TMPDIR"):
        await show_life()


@pytest.mark.slow
def test_the_exit_code_is_the_answer(tmp_path: Path) -> None:
    """As a container runtime would run it, with no scheduler, and with wrong settings."""
    for wrong, code in (({}, 1), ({"PORT": "eighty"}, ExitCode.CONFIGURATION)):
        process = subprocess.run(
            [sys.executable, "-m", "app.components.scheduler.healthcheck"],
            cwd=EXAMPLE_APP,
            env={"TMPDIR": str(tmp_path), "INSTANCE_ID": "me", **wrong},
            capture_output=True,
            text=True,
            check=False,
        )

        assert process.returncode == code
        assert process.stderr.count("\n") == 1
