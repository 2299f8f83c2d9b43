"""The commands."""

import httpx
import typer
from pydantic import TypeAdapter

from app.cli.client import explained_failures
from app.core.config import settings
from app.core.constants import ExitCode
from app.core.models import Problem
from app.services.models import Report

app = typer.Typer(no_args_is_help=True, help="Reports on orders, from the command line.")


@app.callback()
def reports_on_orders() -> None:
    """Reports on orders, from the command line."""


@app.command()
def report(user_id: int) -> None:
    """Print a user's report."""
    with explained_failures(), httpx.Client(base_url=settings.API_BASE_URL) as client:
        answer = client.get(f"/api/v1/reports/{user_id}")
        if answer.status_code == 404:
            typer.echo(Problem.model_validate(answer.json()).detail, err=True)
            raise typer.Exit(ExitCode.NOT_FOUND)
        told = TypeAdapter(Report).validate_python(answer.json())
    typer.echo(f"user {told.user.id} ordered for {told.total}")
