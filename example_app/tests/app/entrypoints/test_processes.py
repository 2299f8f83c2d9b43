"""The two processes, as they are deployed: started, killed, stopped, at the same time."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text, update

from app.core.constants import ExitCode
from app.core.tables import HeartbeatRow
from tests.support.http_services import Exchange, http_service
from tests.support.processes import Running, running, webserver

pytestmark = pytest.mark.slow

AT = str(Path(__file__).parents[2] / "support" / "at.py")
# Before the job `monthly-report-123` is due: a busy machine needs seconds to start a scheduler.
JUST_BEFORE = "2026-11-01T05:59:54+00:00"
RATE = b'{"rates": {"USD": 1.1}}'


@contextmanager
def scheduler(environment: dict[str, str], name: str = "one") -> Iterator[Running]:
    """The real scheduler process, its clock just before a job is due."""
    named = {**environment, "INSTANCE_ID": name}
    with running(AT, JUST_BEFORE, "app.entrypoints.scheduler", env=named) as process:
        process.wait_for("scheduler_started")
        yield process


def rows(environment: dict[str, str], query: str) -> list[tuple[object, ...]]:
    """What the database holds."""
    engine = create_engine(environment["DATABASE_URL"])
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(query))]
    engine.dispose()
    return found


def age_heartbeats(environment: dict[str, str], by: timedelta) -> None:
    """What waiting would do to the heartbeats that are there."""
    engine = create_engine(environment["DATABASE_URL"])
    with engine.begin() as connection:
        connection.execute(update(HeartbeatRow).values(beat_at=datetime.now(UTC) - by))
    engine.dispose()


# --8<-- [start:request-in-flight]
def test_sigterm_lets_a_running_request_finish(environment: dict[str, str]) -> None:
    """The request waits for a slow service while the server gets SIGTERM; it is answered."""
    with (
        http_service(Exchange(body=RATE, hold=True)) as rates,
        webserver({**environment, "RATES_URL": rates.url}) as (server, url),
    ):
        answers: list[httpx.Response] = []
        params = {"user_id": 123, "month": "2026-10", "currency": "USD"}
        request = threading.Thread(
            target=lambda: answers.append(
                httpx.post(f"{url}/api/v1/reports", params=params, timeout=30)
            )
        )
        request.start()
        assert rates.arrived.wait(30)

        server.send(signal.SIGTERM)
        server.wait_for("Shutting down")
        rates.released.set()
        request.join()

        assert server.wait() == 0
        assert answers[0].status_code == 200


# --8<-- [end:request-in-flight]


# --8<-- [start:job-in-flight]
def test_sigterm_lets_a_running_job_finish(environment: dict[str, str]) -> None:
    """The job waits for a slow service while the scheduler gets SIGTERM; it is done."""
    slow = {**environment, "REPORT_CURRENCY": "USD"}
    with (
        http_service(Exchange(body=RATE, hold=True)) as rates,
        scheduler({**slow, "RATES_URL": rates.url}) as process,
    ):
        assert rates.arrived.wait(30)
        process.send(signal.SIGTERM)
        process.wait_for("scheduler_stopping")
        rates.released.set()

        assert process.wait() == 0

    assert rows(environment, "SELECT user_id, month, currency FROM reports") == [
        (123, "2026-10", "USD")
    ]
    assert rows(environment, "SELECT job_id, error FROM job_runs") == [("monthly-report-123", None)]
    assert rows(environment, "SELECT * FROM scheduler_heartbeats") == []


# --8<-- [end:job-in-flight]


# --8<-- [start:replicas]
def test_replicas_run_each_tick_once(environment: dict[str, str]) -> None:
    """Three schedulers on one database: the job is due in all of them, and runs in one."""
    with ExitStack() as stack:
        names = ("one", "two", "three")
        replicas = [stack.enter_context(scheduler(environment, name)) for name in names]
        for replica in replicas:
            replica.wait_for("job_finished|tick_already_taken")
            assert replica.stop() == 0
        started = [replica.output.count("job_started") for replica in replicas]

    assert sorted(started) == [0, 0, 1]
    assert rows(environment, "SELECT job_id, finished_at IS NOT NULL FROM job_runs") == [
        ("monthly-report-123", 1)
    ]


# --8<-- [end:replicas]


# --8<-- [start:kill]
def test_a_killed_scheduler_leaves_the_webserver_serving(environment: dict[str, str]) -> None:
    """Nor can the webserver mistake its last word for life: the heartbeat only ages."""
    with (
        webserver(environment) as (_server, url),
        running("-m", "app.entrypoints.scheduler", env=environment) as process,
    ):
        process.wait_for("scheduler_started")
        assert httpx.get(f"{url}/health").json()["healthy"] is True

        process.send(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL

        assert httpx.get(f"{url}/api/v1/reports").status_code == 200
        age_heartbeats(environment, timedelta(seconds=21))
        health = httpx.get(f"{url}/health").json()
        assert health["healthy"] is False
        assert health["components"][1]["detail"].startswith("Silent for ")


def test_a_killed_webserver_leaves_the_scheduler_running(environment: dict[str, str]) -> None:
    """The next job runs as if nothing had happened."""
    with scheduler(environment) as process:
        with webserver(environment) as (server, _url):
            server.send(signal.SIGKILL)
            assert server.wait() == -signal.SIGKILL
        process.wait_for("job_finished")

        assert process.stop() == 0


# --8<-- [end:kill]


@pytest.mark.parametrize("module", ["app.entrypoints.webserver", "app.entrypoints.scheduler"])
def test_wrong_settings_are_one_line(module: str) -> None:
    """Neither process starts, and neither shows a traceback."""
    with running("-m", module, env={"PORT": "eighty"}) as process:
        assert process.wait() == ExitCode.CONFIGURATION

    assert len(process.lines) == 1
    assert "PORT: Input should be a valid integer" in process.output


def test_a_scheduler_without_a_migrated_database_says_how_to_fix_it(tmp_path: Path) -> None:
    """One line, and a non-zero exit code, so that a supervisor notices."""
    empty = {"DATABASE_URL": f"sqlite:///{tmp_path}/app.db"}
    with running("-m", "app.entrypoints.scheduler", env=empty) as process:
        assert process.wait() == 1

    assert len(process.lines) == 1
    assert "alembic upgrade head" in process.output


def test_sample_data_is_refused_in_production(environment: dict[str, str]) -> None:
    """One line, and nothing is added."""
    before = rows(environment, "SELECT count(*) FROM orders")
    production = {**environment, "ENVIRONMENT": "production"}
    with running("-m", "app.entrypoints.seed", env=production) as process:
        assert process.wait() == ExitCode.CONFIGURATION

    assert process.lines == [
        "Sample orders don't belong among real ones. fix: set ENVIRONMENT to development."
    ]
    assert rows(environment, "SELECT count(*) FROM orders") == before


def test_sample_data_is_one_command_after_the_migration(tmp_path: Path) -> None:
    """The commands of the README, on a database that doesn't exist yet."""
    new = {"DATABASE_URL": f"sqlite:///{tmp_path}/app.db"}
    seed = ("-m", "app.entrypoints.seed", "--orders", "1200")
    with running(*seed, env=new) as too_early:
        assert too_early.wait() == 1
    assert "alembic upgrade head" in too_early.output

    for command in (("-m", "alembic", "upgrade", "head"), seed, seed):
        with running(*command, env=new) as process:
            assert process.wait() == 0, process.output

    assert process.lines[-1] == "Added 0 orders; the database holds at least 1200."
    assert rows(new, "SELECT count(*) FROM orders") == [(1200,)]
