"""The commands; each calls the backend, validates what it says, and then trusts it."""

from collections.abc import Sequence
from typing import Annotated

import typer
from pydantic import BaseModel, TypeAdapter

from app.cli.client import call, explained_failures
from app.cli.output import explained_output
from app.core.constants import (
    HEALTH_PATH,
    JOBS_PATH,
    ORDERS_PATH,
    REPORTS_PATH,
    TOP_CUSTOMERS_PATH,
    ExitCode,
)
from app.core.text import one_line
from app.services.models import Order, Report, TopCustomer
from app.services.system.models import ComponentStatus, HealthResponse, Heartbeat

app = typer.Typer(no_args_is_help=True, help="Reports on orders, from the command line.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON Lines, for machines.")]


# --8<-- [start:health]
@app.command()
def health(as_json: AsJson = False) -> None:
    """Say how each part of the system is; exit code 1 if one is not well."""
    with explained_failures():
        api_response = call("GET", HEALTH_PATH)
        health_data = HealthResponse.model_validate(api_response.json())
    _show([health_data], as_json, *map(_part_line, health_data.components))
    raise typer.Exit(ExitCode.OK if health_data.healthy else ExitCode.UNHEALTHY)


# --8<-- [end:health]


# --8<-- [start:report]
@app.command()
def report(
    user_id: int,
    month: Annotated[str | None, typer.Option(help="YYYY-MM; the last month if unset.")] = None,
    currency: Annotated[str | None, typer.Option(help="ISO 4217 code, such as USD.")] = None,
    as_json: AsJson = False,
) -> None:
    """Generate a user's report for a month."""
    with explained_failures():
        api_response = call(
            "POST", REPORTS_PATH, {"user_id": user_id, "month": month, "currency": currency}
        )
        created = Report.model_validate(api_response.json())
    _show([created], as_json, _report_line(created))


# --8<-- [end:report]


@app.command()
def reports(as_json: AsJson = False) -> None:
    """List the newest reports."""
    with explained_failures():
        newest = TypeAdapter(list[Report]).validate_python(call("GET", REPORTS_PATH).json())
    _show(newest, as_json, *map(_report_line, newest))


@app.command()
def orders(user_id: int, as_json: AsJson = False) -> None:
    """List a user's newest orders."""
    with explained_failures():
        api_response = call("GET", ORDERS_PATH, {"user_id": user_id})
        newest = TypeAdapter(list[Order]).validate_python(api_response.json())
    _show(newest, as_json, *map(_order_line, newest))


@app.command()
def top(month: str, as_json: AsJson = False) -> None:
    """List the top customers of a month (YYYY-MM)."""
    with explained_failures():
        api_response = call("GET", TOP_CUSTOMERS_PATH, {"month": month})
        best = TypeAdapter(list[TopCustomer]).validate_python(api_response.json())
    _show(best, as_json, *(f"{one.total:>12} {one.name}" for one in best))


@app.command()
def jobs(as_json: AsJson = False) -> None:
    """List each scheduler's jobs and when they run next."""
    with explained_failures():
        running = TypeAdapter(list[Heartbeat]).validate_python(call("GET", JOBS_PATH).json())
    _show(
        running,
        as_json,
        *(f"{job.next_run_at:%Y-%m-%d %H:%M} {job.id}" for one in running for job in one.jobs),
    )


def _part_line(one: ComponentStatus) -> str:
    line = f"{'ok  ' if one.healthy else 'DOWN'} {one.name}"
    return f"{line}: {one.detail}" if one.detail else line


def _order_line(one: Order) -> str:
    return f"{one.placed_at:%Y-%m-%d %H:%M} {one.amount:>9} {one.currency}"


def _report_line(one: Report) -> str:
    return f"user {one.user_id}, {one.month}: {one.orders} orders, {one.total} {one.currency}"


def _show(models: Sequence[BaseModel], as_json: bool, *lines: str) -> None:
    with explained_failures():
        printed = [model.model_dump_json() for model in models] if as_json else map(one_line, lines)
    with explained_output():
        for line in printed:
            typer.echo(line)
