"""The lists: reports, what ran and what will run; each line made from one model."""

from collections.abc import Sequence

import flet as ft

from app.components.frontend.parts import row, time_of
from app.services.models import JobRun, Report, TopCustomer
from app.services.system.models import Heartbeat, ScheduledJob


def report_row(report: Report) -> ft.Control:
    """A stored report."""
    return row(
        f"report-{report.id}",
        icon=ft.Icons.RECEIPT_LONG,
        title=f"User {report.user_id}, {report.month}",
        detail=f"{report.orders} orders, made {time_of(report.created_at)}",
        value=f"{report.total:,} {report.currency}",
    )


def customer_row(customer: TopCustomer) -> ft.Control:
    """One of the top customers of the last month."""
    return row(
        f"customer-{customer.user_id}",
        icon=ft.Icons.STAR,
        title=customer.name,
        detail=f"User {customer.user_id}",
        value=f"{customer.total:,}",
    )


# --8<-- [start:run]
def run_row(run: JobRun) -> ft.Control:
    """A tick that was claimed; the value says in a word how it went."""
    if run.is_skipped:
        icon, word, color = ft.Icons.SKIP_NEXT, "Skipped", ft.Colors.TERTIARY
    elif run.error:
        icon, word, color = ft.Icons.ERROR, "Failed", ft.Colors.ERROR
    elif run.finished_at:
        icon, word, color = ft.Icons.CHECK_CIRCLE, "Done", ft.Colors.PRIMARY
    else:
        icon, word, color = ft.Icons.PENDING, "Unfinished", ft.Colors.TERTIARY
    return row(
        f"run-{run.job_id}-{run.scheduled_for:%Y%m%dT%H%M%S}",
        icon=icon,
        title=run.job_id,
        detail=f"{time_of(run.scheduled_for)}, {run.error or f'by {run.claimed_by}'}",
        value=word,
        color=color,
    )


# --8<-- [end:run]


def job_rows(schedulers: Sequence[Heartbeat]) -> list[ft.Control]:
    """The jobs of every scheduler process that is alive, the next one first."""
    jobs = [(job, beat.instance) for beat in schedulers for job in beat.jobs]
    return [
        _job_row(job, instance)
        for job, instance in sorted(jobs, key=lambda pair: pair[0].next_run_at)
    ]


def _job_row(job: ScheduledJob, instance: str) -> ft.Control:
    return row(
        f"job-{instance}-{job.id}",
        icon=ft.Icons.SCHEDULE,
        title=job.id,
        detail=f"{job.trigger} on {instance}",
        value=time_of(job.next_run_at),
    )
