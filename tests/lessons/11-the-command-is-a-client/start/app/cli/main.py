"""The commands."""

import asyncio

import typer

from app.services.orders import load_orders
from app.services.report_service import generate_monthly_report

app = typer.Typer(no_args_is_help=True, help="Reports on orders, from the command line.")


@app.callback()
def reports_on_orders() -> None:
    """Reports on orders, from the command line."""


@app.command()
def report(user_id: int) -> None:
    """Print a user's report."""
    asyncio.run(load_orders())
    total = asyncio.run(generate_monthly_report(user_id))
    typer.echo(f"user {user_id}: {total}")
