"""The page, through the real application and its WebSocket."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from structlog.testing import capture_logs

from app.components.frontend import report_form, snapshot
from app.core.database import in_session
from app.core.tables import CodeRevisionRow
from app.services.job_runs import claim_run
from app.services.report_service import list_reports
from app.services.system.heartbeat import record_heartbeat
from app.services.system.models import ScheduledJob
from tests.support.dashboard import Visitor

REVISIONS = ("alembic_version", CodeRevisionRow.__tablename__)
NINE = datetime(2026, 11, 1, 9, tzinfo=UTC)


# --8<-- [start:status]
def test_the_page_shows_each_part_of_the_system(visitor: Visitor) -> None:
    """The state is read by calling the service, and told in words."""
    visitor.hears("database: Healthy. Answers, schema up to date.")
    visitor.hears("scheduler: Unhealthy. No scheduler process is running.")
    visitor.hears("Needs attention: scheduler")


# --8<-- [end:status]


# --8<-- [start:live]
def test_the_page_changes_while_it_is_open(visitor: Visitor) -> None:
    """A heartbeat that arrives later is shown, with its jobs, and nobody reloads."""
    visitor.hears("No scheduler is running.")
    daily = ScheduledJob(id="daily-report", trigger="cron[hour='9']", next_run_at=NINE)
    asyncio.run(record_heartbeat([daily]))

    visitor.hears("scheduler: Healthy. test runs 1 jobs.")
    visitor.hears("daily-report, cron[hour='9'] on test, Sun 01 Nov, 09:00")
    visitor.hears("All systems healthy")


# --8<-- [end:live]


def test_a_claimed_tick_is_listed(visitor: Visitor) -> None:
    """A run without an end looks different from one that is done."""
    visitor.hears("No job has run yet.")
    asyncio.run(claim_run("daily-report", NINE))

    visitor.hears("daily-report, Sun 01 Nov, 09:00, by test, Unfinished")


# --8<-- [start:generate]
@pytest.mark.parametrize(
    ("event", "control"), [("click", "Generate report"), ("submit", "User id")]
)
def test_the_form_makes_a_report(visitor: Visitor, event: str, control: str) -> None:
    """The button, and Enter in the field, call the service: the report is stored and listed."""
    visitor.hears("No report was made yet.")
    visitor.types("User id", "7")
    visitor.does(event, control)

    visitor.hears("Report 1 is ready: ")
    visitor.hears("User 7, ")
    (report,) = asyncio.run(list_reports())
    assert report.user_id == 7


# --8<-- [end:generate]


def test_an_unknown_user_ends_in_one_line(visitor: Visitor) -> None:
    """The app's own error is shown with its fix, as the API and the CLI show it."""
    visitor.hears("No report was made yet.")
    visitor.types("User id", "999")
    visitor.does("click", "Generate report")

    line = visitor.hears("There is no user 999.")
    assert "fix: use an existing id" in line
    assert asyncio.run(list_reports()) == []


@pytest.mark.parametrize("nonsense", ["", "seven", "-7", "7.5", "9999999999"])
def test_what_is_no_user_id_never_reaches_the_service(visitor: Visitor, nonsense: str) -> None:
    """Input is validated where it enters, whatever the browser let through."""
    visitor.hears("No report was made yet.")
    visitor.types("User id", nonsense)
    visitor.does("click", "Generate report")

    visitor.hears("Type the number of a user, such as 7.")


def test_a_bug_is_logged_and_not_shown(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unforeseen error neither replaces the page nor shows its inside."""

    async def broken(_user_id: int) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(report_form, "generate_monthly_report", broken)
    visitor.hears("No report was made yet.")
    visitor.types("User id", "7")
    with capture_logs() as logs:
        visitor.does("click", "Generate report")
        visitor.hears("That failed, and not by your doing.")

    assert not any("secret" in heard for heard in visitor.heard)
    assert [str(line["exc_info"]) for line in logs if line["event"] == "dashboard_failed"] == [
        "secret"
    ]


# --8<-- [start:outage]
def test_the_page_outlives_the_database(visitor: Visitor) -> None:
    """While the database is unusable the page says so; when it is back, so is the page."""
    visitor.hears("database: Healthy")
    for table in REVISIONS:
        asyncio.run(in_session(execute, f"ALTER TABLE {table} RENAME TO lost_{table}"))
    visitor.hears("database: Unhealthy. ")
    visitor.hears("was never migrated. fix: run `alembic upgrade head`")

    visitor.heard.clear()
    for table in REVISIONS:
        asyncio.run(in_session(execute, f"ALTER TABLE lost_{table} RENAME TO {table}"))
    visitor.hears("database: Healthy")


# --8<-- [end:outage]


def test_a_bug_in_a_service_doesnt_end_the_refresh(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that something failed, the log has the error, and the page goes on."""

    async def broken() -> None:
        raise RuntimeError("secret")

    visitor.hears("database: Healthy")
    with monkeypatch.context() as patch, capture_logs() as logs:
        patch.setattr(snapshot, "get_system_status", broken)
        visitor.hears("That failed, and not by your doing.")
    assert "dashboard_failed" in [line["event"] for line in logs]

    visitor.heard.clear()
    visitor.hears("As of ")


def execute(session: Session, statement: str) -> None:
    """Change the database behind the application's back."""
    session.execute(text(statement))
