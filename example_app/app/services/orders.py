"""Orders: placing them and reading them back."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.database import in_read_session, in_session
from app.core.errors import NotFoundError
from app.core.tables import OrderRow, UserRow
from app.services.models import NewOrder, Order


# --8<-- [start:place]
async def place_order(new: NewOrder) -> Order:
    """Store an order, placed now.

    Raises:
        NotFoundError: There is no such user.
    """
    return await in_session(_insert, new)


# --8<-- [end:place]


async def list_orders(user_id: int, limit: int = 20) -> list[Order]:
    """A user's newest orders, at most `limit`."""
    return await in_read_session(_newest, user_id, limit)


def _insert(session: Session, new: NewOrder) -> Order:
    if session.get(UserRow, new.user_id) is None:
        raise NotFoundError(f"There is no user {new.user_id}.", "use an existing id.")
    row = OrderRow(
        user_id=new.user_id, amount_cents=int(new.amount * 100), placed_at=datetime.now(UTC)
    )
    session.add(row)
    session.flush()
    return _order(row)


def _newest(session: Session, user_id: int, limit: int) -> list[Order]:
    newest_first = select(OrderRow).order_by(OrderRow.placed_at.desc(), OrderRow.id.desc())
    rows = session.scalars(newest_first.filter_by(user_id=user_id).limit(limit))
    return [_order(row) for row in rows]


def _order(row: OrderRow) -> Order:
    return Order(
        id=row.id,
        user_id=row.user_id,
        amount=Decimal(row.amount_cents) / 100,
        placed_at=row.placed_at,
    )
