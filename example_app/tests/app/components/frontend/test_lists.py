"""The lines of the lists, as a screen reader says them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import flet as ft
import pytest

from app.components.frontend.lists import job_rows, report_row, run_row
from app.services.models import JobRun, Report
from app.services.system.models import Heartbeat, ScheduledJob

NINE = datetime(2026, 11, 1, 9, tzinfo=UTC)


def label(control: ft.Control) -> str:
    assert isinstance(control, ft.Semantics)
    return control.label or ""


@pytest.mark.parametrize(
    ("finished_at", "error", "told"),
    [
        (NINE, None, "by one, Done"),
        (NINE, "disk full", "disk full, Failed"),
        (NINE, "skipped: too late", "skipped: too late, Skipped"),
        (None, None, "by one, Unfinished"),
    ],
)
def test_a_run_says_how_it_went(finished_at: datetime | None, error: str | None, told: str) -> None:
    """Done, failed, skipped, or not ended: in words, not by colour alone."""
    run = JobRun(
        job_id="daily-report",
        scheduled_for=NINE,
        claimed_by="one",
        finished_at=finished_at,
        error=error,
    )

    assert label(run_row(run)) == f"daily-report, Sun 01 Nov, 09:00, {told}"


def test_a_report_shows_its_total() -> None:
    """With the currency, and thousands apart."""
    report = Report(
        id=1,
        user_id=7,
        month="2026-10",
        currency="EUR",
        orders=26,
        total=Decimal("6456.80"),
        created_at=NINE,
    )

    assert label(report_row(report)) == (
        "User 7, 2026-10, 26 orders, made Sun 01 Nov, 09:00, 6,456.80 EUR"
    )


def test_the_next_job_of_all_schedulers_is_first() -> None:
    """Replicas have the same jobs; each line says whose it is, and keeps its own key."""

    def scheduler(name: str, next_run_at: datetime) -> Heartbeat:
        job = ScheduledJob(id="daily-report", trigger="cron", next_run_at=next_run_at)
        return Heartbeat(instance=name, beat_at=NINE, jobs=(job,))

    later, sooner = scheduler("one", NINE + timedelta(days=1)), scheduler("two", NINE)
    lines = job_rows([later, sooner])

    assert [label(line) for line in lines] == [
        "daily-report, cron on two, Sun 01 Nov, 09:00",
        "daily-report, cron on one, Mon 02 Nov, 09:00",
    ]
    assert len({line.key for line in lines}) == 2
