"""The commands."""

import typer
from fastapi.testclient import TestClient

from app.components.backend.main import create_backend_app
from app.services.models import Report

app = typer.Typer(no_args_is_help=True, help="Reports on orders, from the command line.")


@app.callback()
def reports_on_orders() -> None:
    """Reports on orders, from the command line."""


@app.command()
def report(user_id: int) -> None:
    """Print a user's report."""
    with TestClient(create_backend_app()) as client:
        answer = client.get(f"/api/v1/reports/{user_id}")
        typer.echo(f"user {user_id}: {Report.model_validate(answer.json()).total}")
