"""Sample users and orders; for the same `until`, the n-th order is the same on every machine."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.database import in_session
from app.core.tables import OrderRow, UserRow

USERS = {7: "Ada", 42: "Grace", 123: "Katherine"}
DAYS = 90
CHUNK = 500


async def seed_orders(count: int, until: datetime, progress: Callable[[int, int], object]) -> int:
    """Fill the database up to `count` orders, placed in the 90 days before `until`.

    Args:
        count: How many orders the database should hold afterwards.
        until: No order is placed at or after this moment.
        progress: Told after each chunk how many orders were added so far, and of how many.

    Returns:
        How many orders were added.
    """
    existing = await in_session(_add_users_and_count_orders)
    for first in range(existing, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        await in_session(_add_orders, numbers, until)
        progress(numbers.stop - existing, count - existing)
    return max(0, count - existing)


def _add_users_and_count_orders(session: Session) -> int:
    for user_id, name in USERS.items():
        session.merge(UserRow(id=user_id, name=name))
    return session.scalar(select(func.count()).select_from(OrderRow)) or 0


def _add_orders(session: Session, numbers: range, until: datetime) -> None:
    session.add_all(_order(number, until) for number in numbers)


def _order(number: int, until: datetime) -> OrderRow:
    random_ = random.Random(number)  # noqa: S311 - sample data, not a secret
    return OrderRow(
        user_id=list(USERS)[number % len(USERS)],
        amount_minor=random_.randint(500, 50_000),
        currency=settings.CURRENCY,
        placed_at=until - timedelta(minutes=random_.randint(1, DAYS * 24 * 60)),
    )
