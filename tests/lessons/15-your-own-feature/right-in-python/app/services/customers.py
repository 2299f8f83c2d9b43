"""Top customers: who ordered for most in a month."""

from datetime import UTC, datetime

import structlog
from sqlalchemy import select
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
    totals: dict[int, int] = {}
    for order in session.scalars(select(OrderRow).filter_by(currency=settings.CURRENCY)):
        if first <= order.placed_at < after:
            totals[order.user_id] = totals.get(order.user_id, 0) + order.amount_minor
    best = sorted(totals, key=lambda user: (-totals[user], user))[:limit]
    names = {user.id: user.name for user in session.scalars(select(UserRow))}
    return [
        TopCustomer(
            user_id=user, name=names[user], total=from_minor_units(totals[user], settings.CURRENCY)
        )
        for user in best
    ]
