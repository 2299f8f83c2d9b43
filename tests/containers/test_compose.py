"""compose.yaml: the database, one migration, then two processes that share nothing else."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from app.core.config import Settings
from app.core.constants import SHUTDOWN_HOOK_SECONDS
from app.core.env_file import belongs_to_compose
from tests.containers.dockerfile import read_stages
from tests.support.processes import EXAMPLE_APP

SHUTDOWN_HOOKS = EXAMPLE_APP / "app/components/backend/shutdown"
COMPOSE = EXAMPLE_APP / "compose.yaml"
SERVICES: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
PROCESSES = ["scheduler", "webserver"]


def check_schema(path: Path) -> "subprocess.CompletedProcess[str]":
    tool = Path(sys.executable).with_name("check-jsonschema")
    command = [tool, "--builtin-schema", "vendor.compose-spec", path]
    return subprocess.run(command, check=False, capture_output=True, text=True)


def test_it_follows_the_compose_specification() -> None:
    assert check_schema(COMPOSE).returncode == 0


def test_a_misspelt_key_is_refused(tmp_path: Path) -> None:
    """The twin: the schema is really applied."""
    misspelt = tmp_path / "compose.yaml"
    misspelt.write_text(COMPOSE.read_text().replace("stop_grace_period", "stop_grace_time"))

    done = check_schema(misspelt)

    assert done.returncode == 1
    assert "stop_grace_time" in done.stdout


def test_the_app_can_read_the_same_env_file() -> None:
    """What Compose takes from it is a setting of the app, or a name that the app leaves alone."""
    taken = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text()))

    assert "POSTGRES_PASSWORD" in taken
    assert all(name in Settings.model_fields or belongs_to_compose(name) for name in taken)


@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_is_an_image_of_its_own(name: str) -> None:
    assert SERVICES[name]["build"]["target"] == name
    assert name in read_stages()
    assert "command" not in SERVICES[name]


# --8<-- [start:migration]
@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_waits_for_the_migration(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"}
    }
    assert SERVICES["migrate"]["command"] == ["python", "-m", "alembic", "upgrade", "head"]
    assert SERVICES["migrate"]["restart"] == "no"


# --8<-- [end:migration]


@pytest.mark.parametrize("name", PROCESSES)
def test_nobody_is_killed_while_they_finish(name: str) -> None:
    grace = int(SERVICES[name]["environment"]["SHUTDOWN_GRACE"])
    hooks = [file for file in SHUTDOWN_HOOKS.glob("*.py") if file.name[0] != "_"]
    stop_after = int(SERVICES[name]["stop_grace_period"].removesuffix("s"))

    assert hooks
    assert stop_after > grace + len(hooks) * SHUTDOWN_HOOK_SECONDS


@pytest.mark.parametrize("name", [*PROCESSES, "migrate"])
def test_a_process_gets_settings_that_exist_and_no_right_that_it_does_not_need(name: str) -> None:
    service = SERVICES[name]

    assert set(service["environment"]) <= set(Settings.model_fields)
    assert "INSTANCE_ID" not in service["environment"], "two replicas would have one name"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]


def test_only_the_scheduler_can_keep_files() -> None:
    """Its daily report is one; nothing on disk is shared between processes."""
    kept = {name: SERVICES[name].get("volumes", []) for name in [*PROCESSES, "migrate"]}

    assert kept == {"scheduler": ["exports:/var/lib/app"], "webserver": [], "migrate": []}


def test_what_shows_the_inside_can_be_opened_from_the_shell() -> None:
    """Without a value here, compose takes each from the shell that starts it."""
    passed = {name for name, value in SERVICES["webserver"]["environment"].items() if value is None}

    inside = {name for name in Settings.model_fields if name.startswith("EXPOSE_")}
    assert inside
    assert passed == inside | {"ALLOWED_HOSTS", "RATES_API_KEY"}


def test_no_secret_has_a_default() -> None:
    """Each `${NAME}` stops the start when it is not set; none falls back to something."""
    used = re.findall(r"\$\{(\w+)(:?[?+-]?)", COMPOSE.read_text())

    assert used
    assert {operator for _name, operator in used} == {":?"}
