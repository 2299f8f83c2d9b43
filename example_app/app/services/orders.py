"""Orders: placing them and reading them back."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.database import in_read_session, in_session
from app.core.money import from_minor_units, to_minor_units
from app.core.tables import OrderRow, UserRow
from app.services.models import NewOrder, Order
from app.services.users import unknown_user


# --8<-- [start:place]
async def place_order(new: NewOrder) -> Order:
    """Store an order, placed now.

    Raises:
        NotFoundError: There is no such user.
    """
    return await in_session(_insert, new)


# --8<-- [end:place]


async def list_orders(user_id: int, limit: int = 20) -> list[Order]:
    """A user's newest orders, at most `limit`.

    Raises:
        NotFoundError: There is no such user.
    """
    return await in_read_session(_newest, user_id, limit)


def _insert(session: Session, new: NewOrder) -> Order:
    if session.get(UserRow, new.user_id) is None:
        raise unknown_user(new.user_id)
    row = OrderRow(
        user_id=new.user_id,
        amount_minor=to_minor_units(new.amount, settings.CURRENCY),
        currency=settings.CURRENCY,
        placed_at=datetime.now(UTC),
    )
    session.add(row)
    session.flush()
    return _order(row)


def _newest(session: Session, user_id: int, limit: int) -> list[Order]:
    if session.get(UserRow, user_id) is None:
        raise unknown_user(user_id)
    newest_first = select(OrderRow).order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
    rows = session.scalars(newest_first.filter_by(user_id=user_id).limit(limit))
    return [_order(row) for row in rows]


def _order(row: OrderRow) -> Order:
    return Order(
        id=row.id,
        user_id=row.user_id,
        amount=from_minor_units(row.amount_minor, row.currency),
        currency=row.currency,
        placed_at=row.placed_at,
    )
