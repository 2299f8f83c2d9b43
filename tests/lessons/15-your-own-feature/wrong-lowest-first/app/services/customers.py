"""Top customers: who ordered for most in a month."""

from datetime import UTC, datetime

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.database import in_read_session
from app.core.money import from_minor_units
from app.core.tables import OrderRow, UserRow
from app.services.models import Month, TopCustomer
from app.services.months import month_before, month_bounds

log = structlog.get_logger(__name__)


async def top_customers(month: Month, limit: int = 3) -> list[TopCustomer]:
    """Who ordered for most in a month, highest total first; of equals, the lower id first.

    Only orders in the currency of the settings count.
    """
    return await in_read_session(_top, month, limit)


async def announce_top_customers() -> None:
    """Log the top customers of the last complete month."""
    month = month_before(datetime.now(UTC))
    names = [one.name for one in await top_customers(month)]
    log.info("top_customers", month=month, names=names)


def _top(session: Session, month: Month, limit: int) -> list[TopCustomer]:
    first, after = month_bounds(month)
    total = func.sum(OrderRow.amount_minor)
    rows = session.execute(
        select(UserRow.id, UserRow.name, total)
        .join(OrderRow, OrderRow.user_id == UserRow.id)
        .where(OrderRow.currency == settings.CURRENCY)
        .where(OrderRow.placed_at >= first, OrderRow.placed_at < after)
        .group_by(UserRow.id, UserRow.name)
        .order_by(total, UserRow.id)
        .limit(limit)
    )
    return [
        TopCustomer(user_id=user, name=name, total=from_minor_units(units, settings.CURRENCY))
        for user, name, units in rows
    ]
