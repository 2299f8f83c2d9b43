"""The commands."""

import typer

from app.cli.client import call, explained_failures
from app.services.models import Report

app = typer.Typer(no_args_is_help=True, help="Reports on orders, from the command line.")


@app.callback()
def reports_on_orders() -> None:
    """Reports on orders, from the command line."""


@app.command()
def report(user_id: int) -> None:
    """Print a user's report."""
    with explained_failures():
        report = Report.model_validate_json(call("GET", f"/api/v1/reports/{user_id}").content)
        typer.echo(f"user {report.user.id}: {report.total}")
