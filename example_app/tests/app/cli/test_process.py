"""The command line as a process: variables of others, closed pipes, Ctrl-C, mistakes of ours."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.constants import ExitCode
from tests.support.http_services import Exchange, http_service
from tests.support.processes import EXAMPLE_APP

pytestmark = pytest.mark.slow
OURS = {"x-api-version": "1"}
REPORT = {
    "id": 1,
    "user_id": 1,
    "month": "2026-10",
    "currency": "EUR",
    "orders": 1,
    "total": "1.00",
    "created_at": 0,
}
NONE = "http://127.0.0.1:9"
# How to find programs, and that coverage is measured.
KEPT = {name: os.environ[name] for name in os.environ if name == "PATH" or "COVERAGE" in name}


@pytest.fixture
def backend() -> Iterator[str]:
    """A backend with many reports."""
    body = json.dumps([REPORT] * 2_000).encode()
    with http_service(Exchange(headers=OURS, body=body)) as service:
        yield service.url


def run(shell: str, url: str = NONE, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run a line of shell in which `cli` is the command; its exit code is the command's."""
    cli = f'"{sys.executable}" -m app.cli'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {shell.replace('cli', cli, 1)}"],
        cwd=EXAMPLE_APP,
        env={**KEPT, "API_BASE_URL": url, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


# --8<-- [start:variables]
@pytest.mark.parametrize(
    "variables",
    [
        {"HTTP_PROXY": NONE, "ALL_PROXY": NONE},
        {"ALL_PROXY": "socks5://127.0.0.1:9"},
        {"http_proxy": "nonsense://"},
        {"NO_PROXY": "[::1]"},
        {"SSL_CERT_FILE": "/no/such/file"},
        {"SSL_CERT_DIR": "/no/such/folder"},
    ],
    ids=lambda variables: next(iter(variables)),
)
def test_variables_of_proxies_and_certificates_mean_nothing_on_this_machine(
    backend: str, variables: dict[str, str]
) -> None:
    """The backend is here: it is asked directly, and without TLS."""
    assert run("cli reports", backend, **variables).returncode == ExitCode.OK


@pytest.mark.parametrize(
    ("variables", "name"),
    [
        ({"ALL_PROXY": "socks5://127.0.0.1:9"}, "ALL_PROXY"),
        ({"HTTPS_PROXY": "nonsense://"}, "HTTPS_PROXY"),
        ({"SSL_CERT_FILE": "/no/such/file"}, "SSL_CERT_FILE"),
    ],
)
def test_a_broken_variable_is_one_line(variables: dict[str, str], name: str) -> None:
    """Elsewhere it counts, and the line names it."""
    done = run("cli health", "https://api.example", **variables)

    assert (done.returncode, done.stderr.count("\n")) == (ExitCode.CONFIGURATION, 1)
    assert f"The variable {name} can't be used" in done.stderr


# --8<-- [end:variables]


def test_a_proxy_that_is_down_is_named() -> None:
    """It isn't the backend that can't be reached."""
    done = run("cli health", "http://api.example", HTTP_PROXY=NONE)

    assert done.returncode == ExitCode.UNREACHABLE
    assert "or correct API_BASE_URL or HTTP_PROXY" in done.stderr


# --8<-- [start:output]
def test_a_reader_that_goes_away_ends_it_quietly(backend: str) -> None:
    """`head` has seen enough."""
    done = run("cli reports | head -1", backend)

    assert done.returncode == ExitCode.PIPE_CLOSED
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["reports", "--help"])
def test_output_that_nobody_can_store_is_one_line(backend: str, command: str) -> None:
    """A full disk, for instance."""
    done = run(f"cli {command} > /dev/full", backend)

    assert (done.returncode, done.stderr.count("\n")) == (ExitCode.OUTPUT, 1)
    assert "No space left on device" in done.stderr


def test_errors_that_nobody_can_read_keep_their_exit_code() -> None:
    """Scripts go by the code."""
    assert run("cli health 2> /dev/full").returncode == ExitCode.UNREACHABLE


# --8<-- [end:output]


def test_letters_that_the_terminal_has_not_are_one_line() -> None:
    """Python can't write them there."""
    part = {"name": "€", "healthy": True, "detail": ""}
    health = {"healthy": True, "version": "1", "components": [part], "checked_at": 0}
    with http_service(Exchange(headers=OURS, body=json.dumps(health).encode())) as service:
        done = run("cli health", service.url, PYTHONIOENCODING="latin-1")

    assert (done.returncode, done.stderr.count("\n")) == (ExitCode.OUTPUT, 1)


# --8<-- [start:interrupted]
@pytest.mark.parametrize("moment", ["typer", "app.cli.client"])
def test_ctrl_c_is_no_mistake(tmp_path: Path, moment: str) -> None:
    """Not even while modules are imported: no traceback, and the exit code of an interruption."""
    (tmp_path / "sitecustomize.py").write_text(
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        f"        if name == {moment!r}:\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    done = run("cli health", PYTHONPATH=str(tmp_path))

    assert (done.returncode, done.stderr) == (ExitCode.INTERRUPTED, "")


def test_ctrl_c_while_it_waits() -> None:
    """The same."""
    with http_service(Exchange(hold=True)) as service:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "health"],
            cwd=EXAMPLE_APP,
            env={**KEPT, "API_BASE_URL": service.url, "API_TIMEOUT": "60"},
            stderr=subprocess.PIPE,
        )
        assert service.arrived.wait(30)
        process.send_signal(signal.SIGINT)
        _, written = process.communicate(timeout=30)

    assert (process.returncode, written) == (ExitCode.INTERRUPTED, b"")


# --8<-- [end:interrupted]


def test_a_mistake_of_ours_has_a_code_of_its_own(tmp_path: Path) -> None:
    """A traceback never means "unhealthy"."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['typer'] = None\n")
    done = run("cli health", PYTHONPATH=str(tmp_path))

    assert done.returncode == ExitCode.CRASHED
    assert done.stderr.startswith("Traceback")
