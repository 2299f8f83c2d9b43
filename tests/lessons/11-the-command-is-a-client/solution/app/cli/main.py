"""The commands."""

import typer

from app.cli.client import call, explained_failures
from app.core.constants import REPORTS_PATH
from app.services.models import Report

app = typer.Typer(no_args_is_help=True, help="Reports on orders, from the command line.")


@app.callback()
def reports_on_orders() -> None:
    """Reports on orders, from the command line."""


@app.command()
def report(user_id: int) -> None:
    """Print a user's report."""
    with explained_failures():
        api_response = call("GET", f"{REPORTS_PATH}/{user_id}")
        report_data = Report.model_validate(api_response.json())
    typer.echo(f"user {report_data.user.id}: {report_data.total}")
