"""Fills the database with sample users and orders: `python -m app.entrypoints.seed`."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from app.core.config import settings
from app.core.errors import ConfigurationError
from app.core.process import explained_exit
from app.core.schema import check_database
from app.services.sample_data import seed_orders

app = typer.Typer(add_completion=False)


@app.command()
def seed(
    orders: Annotated[int, typer.Option(min=1, help="How many orders there should be.")] = 1000,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Day (UTC) before which they were placed; today."),
    ] = None,
) -> None:
    """Add sample users and orders; run again, it adds only what is missing."""
    with explained_exit():
        _refuse_production()
        with Progress(console=Console(stderr=True), transient=True) as progress:
            bar = progress.add_task("Placing orders", total=None)
            moment = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
            added = asyncio.run(
                _seed(
                    orders,
                    moment,
                    lambda done, missing: progress.update(bar, completed=done, total=missing),
                )
            )
    typer.echo(f"Added {added} orders; the database holds at least {orders}.")


def _refuse_production() -> None:
    if settings.ENVIRONMENT == "production":
        raise ConfigurationError(
            "Sample orders don't belong among real ones.", "set ENVIRONMENT to development."
        )


async def _seed(orders: int, until: datetime, progress: Callable[[int, int], object]) -> int:
    await check_database()
    return await seed_orders(orders, until, progress)


if __name__ == "__main__":
    app()
