"""What the READMEs tell people to type works; what CONTRIBUTING.md does is what CI does."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
import yaml

from app.core.config import Settings
from tests.support.processes import EXAMPLE_APP, free_port, running

pytestmark = pytest.mark.slow

ROOT = EXAMPLE_APP.parent


def console(path: Path) -> list[str]:
    """Every line of every console block."""
    blocks = re.findall(r"(?ms)^```console\n(.*?)^```", path.read_text())
    return "".join(blocks).splitlines()


def python_arguments(line: str) -> list[str]:
    """The line without `uv run`, as arguments of this test's own Python."""
    tool, *rest = line.removeprefix("uv run ").split()
    return rest if tool == "python" else ["-m", tool, *rest]


def test_the_readme_is_two_commands_and_an_app_of_three_lines() -> None:
    assert console(ROOT / "README.md") == [
        "uv run mkdocs serve",
        "uv run pytest",
        "uv run alembic -c example_app/alembic.ini upgrade head",
        "uv run python -m app.entrypoints.webserver",
        "uv run python -m app.entrypoints.scheduler",
    ]


def test_the_guide_is_served_as_the_readme_says() -> None:
    """In this checkout; the port is the only word added."""
    serve = python_arguments(console(ROOT / "README.md")[0])
    address = f"127.0.0.1:{free_port()}"
    with running(*serve, "--dev-addr", address, cwd=str(ROOT)) as guide:
        guide.wait_for("Serving on", seconds=100)
        page = httpx.get(f"http://{address}/patterns/scheduler/", follow_redirects=True)

    assert page.status_code == 200
    assert "<h1" in page.text


def test_the_guide_and_the_app_are_served_side_by_side() -> None:
    """Unless told otherwise, they listen on different ports."""
    guide = re.search(r"(?m)^dev_addr: .*:(\d+)$", (ROOT / "mkdocs.yml").read_text())

    assert guide
    assert int(guide[1]) != Settings.model_fields["PORT"].default


def test_the_app_runs_as_the_readme_says(tmp_path: Path) -> None:
    """Three lines, from the root, on an empty database."""
    migrate, webserver, scheduler = map(python_arguments, console(ROOT / "README.md")[2:])
    environment = {"DATABASE_URL": f"sqlite:///{tmp_path}/app.db", "PORT": str(free_port())}

    with running(*migrate, env=environment, cwd=".") as migration:
        assert migration.wait() == 0, migration.output
    with (
        running(*webserver, env=environment, cwd=".") as web,
        running(*scheduler, env=environment, cwd=".") as clock,
    ):
        web.wait_for("Application startup complete")
        clock.wait_for("scheduler_started")
        assert clock.stop() == 0
        web.stop()


def test_what_the_readme_points_at_is_there() -> None:
    text = (ROOT / "README.md").read_text()
    places = re.findall(r"(?m)^\| `([^`]+)`|\]\((docs/[^)]+)\)", text)

    assert places
    for place in (table or link for table, link in places):
        assert (ROOT / place).exists(), place


def test_the_way_without_uv_is_the_one_that_ci_goes() -> None:
    """`.ci/pip-path` types what CONTRIBUTING.md says, into a folder of its own."""
    told = [line for line in console(ROOT / "CONTRIBUTING.md") if line.startswith("pip install")]
    done = (ROOT / ".ci" / "pip-path").read_text().replace("--quiet ", "").splitlines()

    assert told
    assert [line for line in done if line.startswith("pip install")] == told


def test_each_pre_commit_hook_is_a_tool_that_the_project_installs() -> None:
    (local,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]

    assert local["repo"] == "local"
    for hook in local["hooks"]:
        assert hook["entry"].startswith("uv run ")
        assert Path(sys.executable).with_name(hook["entry"].split()[2]).exists()


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """A copy of the app's folder, without what this machine has made in it."""
    ignored = shutil.ignore_patterns("var", ".env", ".venv")
    return Path(shutil.copytree(EXAMPLE_APP, tmp_path / "mine", ignore=ignored))


def environment_of_its_own() -> dict[str, str]:
    """What uv sees in a folder that knows nothing of this one."""
    ours = {"UV_PROJECT_ENVIRONMENT", "VIRTUAL_ENV", "UV"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"UV_PYTHON": sys.executable}


def environment_made_there(folder: Path) -> dict[str, str]:
    """The same, once that folder has an environment: uv prefers UV_PYTHON's own."""
    variables = environment_of_its_own() | {"VIRTUAL_ENV": str(folder / ".venv")}
    del variables["UV_PYTHON"]
    return variables


makes_an_environment = pytest.mark.skipif(
    "CI" not in os.environ, reason="makes an environment of its own: set CI to run it"
)


INSTALL = "uv add --dev <path of the clone>"


@makes_an_environment
def test_another_project_installs_the_rules_as_the_how_to_says(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "shop"\nversion = "0"\nrequires-python = ">=3.11.5"\n'
    )
    (tmp_path / "shop/services").mkdir(parents=True)
    (tmp_path / "shop/__init__.py").touch()
    (tmp_path / "shop/services/mail.py").write_text("import fastapi\n")
    environment = environment_of_its_own()

    add = INSTALL.replace("<path of the clone>", str(ROOT)).split()
    subprocess.run(add, cwd=tmp_path, env=environment, check=True, capture_output=True)
    check = ["uv", "run", "patterns", "check"]
    done = subprocess.run(
        check, cwd=tmp_path, env=environment, check=False, capture_output=True, text=True
    )

    assert done.returncode == 1, done.stderr
    assert "shop/services/mail.py:1" in done.stdout


def test_the_how_to_installs_the_rules_before_it_runs_them() -> None:
    text = (ROOT / "docs/how-to/adopt-the-rules.md").read_text()

    assert 0 < text.index(INSTALL) < text.index("patterns check")


@makes_an_environment
def test_the_app_copied_out_alone_works(alone: Path) -> None:
    """A copy of the folder is a project: uv installs it, and each of its commands starts."""
    environment = environment_of_its_own()

    migrate, seed, webserver, scheduler, *_rest = console(EXAMPLE_APP / "README.md")
    for line in (migrate, f"{seed} --orders 10"):
        subprocess.run(line.split(), cwd=alone, env=environment, check=True, capture_output=True)
    for line in (webserver, scheduler):
        module = line.split()[-1]
        script = f"import {module} as entrypoint; print(entrypoint.__file__)"
        found = subprocess.check_output(
            ["uv", "run", "python", "-c", script], cwd=alone, env=environment, text=True
        )
        assert Path(found.strip()).is_relative_to(alone)
    assert (alone / "var" / "app.db").exists()


@makes_an_environment
def test_the_app_is_installed_by_hash_as_its_readme_says(alone: Path) -> None:
    """Every file is known by its hash, and the app starts without another one."""
    lines = console(EXAMPLE_APP / "README.md")
    make, install, migrate = lines[(first := lines.index("uv venv")) : first + 3]
    subprocess.run(make.split(), cwd=alone, env=environment_of_its_own(), check=True)
    for line in (install, migrate):
        subprocess.run(line.split(), cwd=alone, env=environment_made_there(alone), check=True)

    assert (alone / "var" / "app.db").exists()


@makes_an_environment
def test_a_file_with_another_hash_is_refused(alone: Path) -> None:
    """The twin, on one line of the list."""
    listed = (alone / "requirements.txt").read_text()
    (one,) = re.findall(r"(?ms)^idna==.*?(?=^\w)", listed)
    (alone / "requirements.txt").write_text(re.sub("sha256:.{8}", "sha256:deadbeef", one))

    subprocess.run(["uv", "venv"], cwd=alone, env=environment_of_its_own(), check=True)
    done = subprocess.run(
        ["uv", "pip", "sync", "--require-hashes", "requirements.txt"],
        cwd=alone,
        env=environment_made_there(alone),
        check=False,
        stderr=subprocess.PIPE,
        text=True,
    )

    assert done.returncode != 0
    assert "Hash mismatch" in done.stderr
