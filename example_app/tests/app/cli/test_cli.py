"""The command line, against real servers: ours, broken ones, and none."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from app.cli.main import app
from app.core.config import use_settings
from app.core.constants import ExitCode
from tests.support import processes
from tests.support.databases import copy_sqlite, isolated_settings
from tests.support.http_services import Exchange, http_service

OURS = {"x-api-version": "1"}
PLENTY, SHORT = 30, 0.5


def run(url: str, *arguments: str, patience: float = PLENTY) -> Result:
    """Run a command against the backend at `url`."""
    with use_settings(isolated_settings(API_BASE_URL=url, API_TIMEOUT=patience)):
        return CliRunner().invoke(app, arguments)


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Iterator[str]:
    """The base URL of a real webserver process with sample data."""
    url = copy_sqlite(sqlite_template, tmp_path_factory.mktemp("cli"))
    environment = {"DATABASE_URL": url, "RATES_URL": "http://127.0.0.1:9"}
    with processes.webserver(environment) as (_server, base_url):
        yield base_url


def test_health_prints_each_part_and_exits_1_when_one_is_down(backend: str) -> None:
    """No scheduler runs in this test."""
    result = run(backend, "health")

    assert result.exit_code == ExitCode.UNHEALTHY
    assert result.stdout.splitlines() == [
        "ok   database: Answers, schema up to date.",
        "DOWN scheduler: No scheduler process is running.",
    ]


def test_a_report_is_one_line_for_people_and_json_for_machines(backend: str) -> None:
    """The same report, the same exit code."""
    people = run(backend, "report", "123", "--month", "2026-10")
    machines = run(backend, "report", "123", "--month", "2026-10", "--json")

    assert (people.exit_code, machines.exit_code) == (0, 0)
    assert people.stdout.startswith("user 123, 2026-10: ")
    report = json.loads(machines.stdout)
    assert f"{report['orders']} orders, {float(report['total']):.2f} EUR" in people.stdout


def test_lists_are_one_line_an_item(backend: str) -> None:
    """In both forms, so that `wc`, `grep` and `jq` work."""
    run(backend, "report", "7", "--month", "2026-10")

    assert "user 7, 2026-10" in run(backend, "reports").stdout
    assert run(backend, "orders", "123").stdout.count("\n") == 20
    orders = run(backend, "orders", "123", "--json").stdout.splitlines()
    assert {json.loads(order)["user_id"] for order in orders} == {123}
    (system,) = run(backend, "health", "--json").stdout.splitlines()
    assert json.loads(system)["healthy"] is False
    assert run(backend, "jobs").stdout == ""


def test_a_backend_that_keeps_its_reasons_leaves_the_names() -> None:
    """Production says which part is down, and not why."""
    part = {"name": "database", "healthy": False, "detail": ""}
    answer = {"healthy": False, "version": "1", "components": [part], "checked_at": 0}
    with http_service(Exchange(headers=OURS, body=json.dumps(answer).encode())) as service:
        assert run(service.url, "health").stdout == "DOWN database\n"


def test_jobs_are_listed_with_their_next_run() -> None:
    """As the schedulers last said."""
    job = {"id": "daily-report", "trigger": "cron", "next_run_at": "2026-11-02T09:00:00Z"}
    heartbeat = {"instance": "a", "beat_at": "2026-11-02T08:00:00Z", "jobs": [job]}
    with http_service(Exchange(headers=OURS, body=json.dumps([heartbeat]).encode())) as service:
        assert run(service.url, "jobs").stdout == "2026-11-02 09:00 daily-report\n"


# --8<-- [start:failures]
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["report", "999"], ExitCode.NOT_FOUND, "answered 404: There is no user 999. fix: use an"),
        (
            ["report", "123", "--month", "soon"],
            ExitCode.REJECTED,
            "answered 422: month: String should match pattern",
        ),
        (
            ["report", "123", "--currency", "USD"],
            ExitCode.SERVER_ERROR,
            "answered 502: http://127.0.0.1:9 can't be reached",
        ),
    ],
)
def test_what_the_backend_refuses_is_one_line_and_its_own_exit_code(
    backend: str, arguments: list[str], code: ExitCode, message: str
) -> None:
    """On stderr, with what to do about it; nothing on stdout."""
    result = run(backend, *arguments)

    assert (code, "") == (result.exit_code, result.stdout)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


# --8<-- [start:not-ours]
@pytest.mark.parametrize(
    ("service", "code", "message"),
    [
        (Exchange(hold=True), ExitCode.TIMEOUT, "gave no answer within 0.5 s"),
        (Exchange(body=b"<html>"), ExitCode.WRONG_SERVER, "is not this app's backend"),
        (
            Exchange(headers=OURS, body=b'{"healthy":'),
            ExitCode.WRONG_SERVER,
            "does not answer as this app's backend would",
        ),
        (
            Exchange(headers=OURS, body=b'{"healthy": true}'),
            ExitCode.WRONG_VERSION,
            "HealthResponse.version: Field required",
        ),
        (
            Exchange(headers={"x-api-version": "2"}, body=b"{}"),
            ExitCode.WRONG_VERSION,
            "speaks version 2 of the API, this command version 1",
        ),
        (
            Exchange(status=500, headers=OURS, body=b'{"detail": "?"}'),
            ExitCode.WRONG_VERSION,
            "Problem.title: Field required",
        ),
    ],
    ids=["late", "another server", "cut off", "a field missing", "another version", "no problem"],
)
def test_a_server_that_is_not_ours_is_one_line_and_its_own_exit_code(
    service: Exchange, code: ExitCode, message: str
) -> None:
    """No traceback, and no guessing: the answer is validated or refused."""
    with http_service(service):
        result = run(service.url, "health", patience=SHORT if service.hold else PLENTY)

    assert (code, "") == (result.exit_code, result.stdout)
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


# --8<-- [end:not-ours]
# --8<-- [end:failures]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://127.0.0.1:9", ExitCode.UNREACHABLE),
        ("https://127.0.0.1:9", ExitCode.UNREACHABLE),
    ],
)
def test_nobody_there_is_one_line_and_its_own_exit_code(url: str, code: ExitCode) -> None:
    """The line says how to start the backend, or which setting is wrong."""
    result = run(url, "health")

    assert code == result.exit_code
    assert "API_BASE_URL" in result.stderr
    assert result.stderr.count("\n") == 1


def test_wrong_settings_are_one_line_and_their_own_exit_code() -> None:
    """As a real process, started in an environment that makes no sense."""
    with processes.running("-m", "app.cli", "health", env={"PORT": "eighty"}) as command:
        code = command.wait()

    assert code == ExitCode.CONFIGURATION
    assert len(command.lines) == 1
    assert "PORT: Input should be a valid integer" in command.output
