"""A command that skips the backend, and with it everything the backend checks."""

import asyncio

import typer

from app.services.report_service import generate_monthly_report


def report(user_id: int) -> None:
    """Generate a report without the backend."""
    typer.echo(asyncio.run(generate_monthly_report(user_id)))
