"""Monthly reports: what one user ordered in one month."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.config import settings
from app.core.database import in_read_session, in_session
from app.core.money import from_minor_units, to_minor_units
from app.core.tables import OrderRow, ReportRow, UserRow
from app.services.exchange_rates import exchange_rate
from app.services.models import Month, Report
from app.services.months import month_before, month_bounds
from app.services.users import unknown_user


# --8<-- [start:generate]
async def generate_monthly_report(
    user_id: int, month: Month | None = None, currency: str | None = None
) -> Report:
    """Add up a user's orders of one month and store the result, replacing an earlier one.

    Args:
        user_id: Whose orders.
        month: `YYYY-MM`; the last complete month when left out.
        currency: ISO 4217 code of the total; `REPORT_CURRENCY` when left out.

    Raises:
        NotFoundError: There is no such user.
        ExternalServiceError: The total can't be converted to `currency`.
    """
    month = month or month_before(datetime.now(UTC))
    currency = currency or settings.REPORT_CURRENCY or settings.CURRENCY
    orders, total = 0, Decimal(0)
    for one in await in_read_session(_add_up, user_id, month):
        rate = await exchange_rate(one.currency, currency)
        orders, total = orders + one.orders, total + one.amount * rate
    return await _store(
        ReportRow(
            user_id=user_id,
            month=month,
            currency=currency,
            orders=orders,
            total_minor=to_minor_units(total, currency),
            created_at=datetime.now(UTC),
        )
    )


# --8<-- [end:generate]


async def list_reports(limit: int = 20) -> list[Report]:
    """The newest reports, at most `limit`."""
    return await in_read_session(_newest, limit)


class _Sum(NamedTuple):
    currency: str
    orders: int
    amount: Decimal


def _add_up(session: Session, user_id: int, month: Month) -> list[_Sum]:
    if session.get(UserRow, user_id) is None:
        raise unknown_user(user_id)
    first, after = month_bounds(month)
    sums = session.execute(
        select(OrderRow.currency, func.count(), func.sum(OrderRow.amount_minor))
        .where(OrderRow.user_id == user_id, OrderRow.placed_at >= first, OrderRow.placed_at < after)
        .group_by(OrderRow.currency)
        .order_by(OrderRow.currency)
    )
    return [_Sum(code, count, from_minor_units(units, code)) for code, count, units in sums]


async def _store(new: ReportRow) -> Report:
    try:
        return await in_session(_replace, new)
    except IntegrityError:
        # Another process stored the same report meanwhile: now there is one to replace.
        return await in_session(_replace, new)


def _replace(session: Session, new: ReportRow) -> Report:
    stored = session.scalar(
        select(ReportRow.id).filter_by(user_id=new.user_id, month=new.month, currency=new.currency)
    )
    if stored is not None:
        new.id = stored
    row = session.merge(new)
    session.flush()
    return _report(row)


def _newest(session: Session, limit: int) -> list[Report]:
    newest_first = select(ReportRow).order_by(ReportRow.created_at.desc(), ReportRow.id.desc())
    return [_report(row) for row in session.scalars(newest_first.limit(limit))]


def _report(row: ReportRow) -> Report:
    return Report(
        id=row.id,
        user_id=row.user_id,
        month=row.month,
        currency=row.currency,
        orders=row.orders,
        total=from_minor_units(row.total_minor, row.currency),
        created_at=row.created_at,
    )
