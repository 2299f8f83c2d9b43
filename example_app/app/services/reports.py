"""Daily reports: every order of a day, as a CSV file."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.database import in_read_session
from app.core.money import from_minor_units
from app.core.tables import OrderRow
from app.services.files import write_csv

log = structlog.get_logger(__name__)

HEADER = ("order", "user", "amount", "currency", "placed_at")


# --8<-- [start:daily]
async def generate_daily_report() -> None:
    """Export yesterday's orders (UTC)."""
    yesterday = datetime.now(UTC).date() - timedelta(days=1)
    path = await export_orders(yesterday)
    log.info("daily_report_written", path=str(path))


async def export_orders(day: date) -> Path:
    """Write the orders of one day (UTC) to `EXPORT_DIR`, replacing an earlier export of that day.

    Raises:
        OSError: The file can't be written; an earlier export is untouched.
    """
    rows = await in_read_session(_orders_of, day)
    path = settings.EXPORT_DIR / f"orders-{day:%Y-%m-%d}.csv"
    await asyncio.to_thread(write_csv, path, HEADER, rows)
    return path


# --8<-- [end:daily]


def _orders_of(session: Session, day: date) -> list[tuple[int, int, str, str, str]]:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    orders = session.scalars(
        select(OrderRow)
        .where(OrderRow.placed_at >= midnight, OrderRow.placed_at < midnight + timedelta(days=1))
        .order_by(OrderRow.placed_at, OrderRow.id)
    )
    return [
        (
            order.id,
            order.user_id,
            str(from_minor_units(order.amount_minor, order.currency)),
            order.currency,
            order.placed_at.isoformat(),
        )
        for order in orders
    ]
