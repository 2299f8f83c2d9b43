"""Imports the scheduler where no web framework is installed, and makes the monthly report there."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import create_engine, insert

from integration_patterns.learn.asking import (
    describe,
    expect,
    fail,
    forget_app,
    load,
    place,
    result_of,
)

FILE = "app/components/scheduler/main.py"
NOT_ITS_OWN = ("fastapi", "starlette", "uvicorn", "flet")
IDS = ["daily-report", "heartbeat", "liveness", "monthly-report-123", "prune-job-runs"]


@contextmanager
def without_web() -> Iterator[None]:
    """A process in whose container no web framework is installed."""
    own = {name: sys.modules.get(name) for name in NOT_ITS_OWN}
    forget_app()
    sys.modules.update(dict.fromkeys(NOT_ITS_OWN))
    try:
        yield
    finally:
        for name, module in own.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
        forget_app()


def way(error: BaseException) -> str:
    """The files of the app that led to an error, in order."""
    found: list[str] = []
    trace = error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(Path.cwd() / "app"):
            found.append(path.relative_to(Path.cwd()).as_posix())
        trace = trace.tb_next
    return " → ".join(dict.fromkeys(found))


def jobs() -> dict[str, Any]:
    """Every job, in a process without web frameworks."""
    try:
        main = importlib.import_module("app.components.scheduler.main")
        executors = importlib.import_module("app.components.scheduler.executor")

        async def started() -> list[Any]:
            made = main.create_scheduler(executors.ClaimingExecutor(), executors.DrainingExecutor())
            made.start(paused=True)
            found = made.get_jobs()
            made.shutdown(wait=False)
            return list(found)

        return {job.id: job for job in result_of(started)}
    except ModuleNotFoundError as error:
        if error.name in NOT_ITS_OWN:
            fail(
                f"The scheduler's process loads {error.name}, which isn't its own, on this way: "
                f"{way(error)}. In its container {error.name} isn't installed, so it can't start.",
                expected="the job calls the service, as the route does",
                look=FILE,
            )
        fail(f"The scheduler can't be imported: {describe(error)}", look=place(error) or FILE)
    except Exception as error:  # noqa: BLE001 - whatever a learner's file does
        fail(f"The scheduler didn't start: {describe(error)}", look=place(error) or FILE)


def test_the_process_loads_its_own_only() -> None:
    """The scheduler starts where no web framework is installed."""
    with without_web():
        jobs()


def test_every_job_is_still_declared() -> None:
    """The five jobs are still declared."""
    with without_web():
        found = sorted(jobs())
    expect(
        found == IDS,
        f"The scheduler's jobs are {', '.join(found)}.",
        expected=", ".join(IDS),
        look=FILE,
    )


def test_the_monthly_report_is_made_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The monthly report is made there, without a web framework and without a server."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/app.db")

    async def nobody(_self: Any, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("no server runs here", request=request)

    monkeypatch.setattr(httpx.AsyncHTTPTransport, "handle_async_request", nobody)
    with without_web():
        job = jobs().get("monthly-report-123")
        if job is None:
            fail("There is no job monthly-report-123.", look=FILE)
        tables = load("app.core.tables")
        engine = create_engine(f"sqlite:///{tmp_path}/app.db")
        tables.Base.metadata.create_all(engine)
        with engine.begin() as connection:
            connection.execute(insert(tables.UserRow), [{"id": 123, "name": "Katherine"}])
        engine.dispose()
        try:
            result_of(job.func, *job.args, **job.kwargs)
        except ModuleNotFoundError as error:
            fail(
                f"The scheduler started, and when the job ran it loaded {error.name}: "
                f"{way(error)}. An import inside the function only fails later, at six in the "
                "morning.",
                expected="the job calls the service",
                look=place(error),
            )
        except httpx.HTTPError:
            fail(
                "The job asked the backend over HTTP, and no server runs here: the report now "
                "needs two processes.",
                expected="the job calls the service, in its own process",
                look=FILE,
            )
        except Exception as error:  # noqa: BLE001 - whatever the job does
            fail(f"When the job ran, it raised {describe(error)}", look=place(error) or FILE)
        made = result_of(load("app.services.report_service", "list_reports"))
    expect(
        [report.user_id for report in made] == [123],
        f"The job ran, and {len(made)} reports were stored.",
        expected="one, of user 123",
        look=FILE,
    )
