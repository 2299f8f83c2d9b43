"""The Dockerfile: two images, one process each, nothing in them that they don't need."""

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.core.constants import ExitCode
from tests.containers.dockerfile import DOCKERFILE, Stage, read_stages
from tests.support.processes import EXAMPLE_APP, running

pytestmark = pytest.mark.slow

STAGES = read_stages()
TARGETS = ["scheduler", "webserver"]


@pytest.fixture(params=TARGETS)
def target(request: pytest.FixtureRequest) -> Stage:
    return STAGES[request.param]


def hadolint(path: Path) -> "subprocess.CompletedProcess[str]":
    tool = Path(sys.executable).with_name("hadolint")
    return subprocess.run([tool, path], check=False, capture_output=True, text=True)


def test_hadolint_has_nothing_to_say() -> None:
    done = hadolint(DOCKERFILE)

    assert (done.returncode, done.stdout) == (0, "")


def test_hadolint_does_look(tmp_path: Path) -> None:
    """The twin: a shell between the signal and the process is reported."""
    shell_form = DOCKERFILE.read_text().replace(
        'CMD ["python", "-m", "app.entrypoints.scheduler"]', "CMD python -m app"
    )
    (tmp_path / "Dockerfile").write_text(shell_form)

    done = hadolint(tmp_path / "Dockerfile")

    assert done.returncode == 1
    assert "DL3025" in done.stdout


def test_every_stage_that_starts_something_is_a_target() -> None:
    assert sorted(name for name, stage in STAGES.items() if stage.said("CMD")) == TARGETS


# --8<-- [start:one-process]
def test_a_target_starts_exactly_one_process(target: Stage) -> None:
    """One exec-form command, no shell and no entrypoint before it: SIGTERM reaches Python."""
    (command,) = target.said("CMD")
    module = f"app.entrypoints.{target.name}"

    assert json.loads(command) == ["python", "-m", module]
    assert importlib.util.find_spec(module)
    assert not target.said("ENTRYPOINT")
    assert target.said("STOPSIGNAL") == ["SIGTERM"]


# --8<-- [end:one-process]


def test_a_target_runs_as_a_number_that_is_not_root(target: Stage) -> None:
    (user,) = target.said("USER")

    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user)


def test_no_image_carries_a_database_url_and_none_starts_without(target: Stage) -> None:
    environment = target.environment()
    del environment["PATH"], environment["PYTHONPATH"]
    assert "DATABASE_URL" not in environment

    with running("-m", f"app.entrypoints.{target.name}", env=environment) as process:
        assert process.wait() == ExitCode.CONFIGURATION
    assert "DATABASE_URL must be set in production" in process.output
    assert "Traceback" not in process.output


def test_a_target_takes_only_its_own_packages(target: Stage) -> None:
    copies = " ".join(text for name, text in target.own if name == "COPY")
    packages = STAGES[f"{target.name}-packages"]

    assert copies == f"--from={target.name}-packages /opt/packages /opt/packages"
    assert f"requirements-{target.name}.txt" in packages.said("COPY")[0]
    assert "--require-hashes" in packages.said("RUN")[0]


def test_what_is_copied_exists_and_is_let_through() -> None:
    """`.dockerignore` keeps everything out but what it names: no `.env` gets into an image."""
    ignore = (EXAMPLE_APP / ".dockerignore").read_text().splitlines()
    let_through = [line.removeprefix("!") for line in ignore if line.startswith("!")]
    sources = [
        text.split()[0]
        for stage in STAGES.values()
        for name, text in stage.own
        if name == "COPY" and not text.startswith("--from")
    ]

    assert "*" in ignore
    for source in sources:
        assert (EXAMPLE_APP / source).exists()
        assert any(Path(source).match(pattern) for pattern in let_through), source
    assert not any(Path(".env").match(pattern) for pattern in let_through)


def test_the_scheduler_is_asked_for_its_own_heartbeat() -> None:
    (check,) = STAGES["scheduler"].said("HEALTHCHECK")
    command = json.loads(check.split("CMD ", 1)[1])

    assert command[:2] == ["python", "-m"]
    assert importlib.util.find_spec(command[2])
