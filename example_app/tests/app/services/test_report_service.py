"""Monthly reports."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from app.core.config import Settings, use_settings
from app.core.errors import ExternalServiceError, NotFoundError
from app.core.tables import ReportRow
from app.services.models import NewOrder
from app.services.orders import list_orders, place_order
from app.services.report_service import generate_monthly_report, list_reports
from tests.support.http_services import Exchange, http_service


# --8<-- [start:adds-up]
async def test_a_report_adds_up_the_orders_of_one_month(each_database: Settings) -> None:
    """Orders of other months and other users are left out."""
    with time_machine.travel(datetime(2026, 3, 31, 23, 59, 59, tzinfo=UTC)):
        await place_order(NewOrder(user_id=123, amount=Decimal("10.50")))
        await place_order(NewOrder(user_id=123, amount=Decimal("0.25")))
        await place_order(NewOrder(user_id=42, amount=Decimal(99)))
    with time_machine.travel(datetime(2026, 4, 1, tzinfo=UTC)):
        await place_order(NewOrder(user_id=123, amount=Decimal(7)))

    report = await generate_monthly_report(123, "2026-03")

    assert (2, Decimal("10.75"), "EUR") == (report.orders, report.total, report.currency)


# --8<-- [end:adds-up]


async def test_the_month_is_the_last_complete_one_when_left_out(each_database: Settings) -> None:
    """On the first of January, that is December of the year before."""
    with time_machine.travel(datetime(2027, 1, 1, tzinfo=UTC)):
        report = await generate_monthly_report(123)

    assert report.month == "2026-12"


async def test_a_month_without_orders_gives_an_empty_report(each_database: Settings) -> None:
    """No order is no error."""
    report = await generate_monthly_report(123, "2020-02")

    assert (0, Decimal(0)) == (report.orders, report.total)


async def test_generating_again_replaces_the_report(each_database: Settings) -> None:
    """There is one report for each user, month and currency, with the newest numbers."""
    first = await generate_monthly_report(123, "2026-10")
    again = await generate_monthly_report(123, "2026-10")

    assert [again] == await list_reports()
    assert first.id == again.id


async def test_reports_generated_at_the_same_time_are_one_report(each_database: Settings) -> None:
    """Two processes may store the same report at the same moment; neither fails."""
    reports = await asyncio.gather(*(generate_monthly_report(123, "2026-10") for _ in range(8)))

    assert {report.id for report in reports} == {reports[0].id}
    assert len(await list_reports()) == 1


async def test_a_report_that_was_stored_meanwhile_is_replaced(each_database: Settings) -> None:
    """Between looking and storing, the same report appears: the second try finds it."""

    def store_the_same(session: Session, *_flush: object) -> None:
        same = {"user_id": 123, "month": "2026-10", "currency": "EUR"}
        numbers = {"orders": 0, "total_minor": 0, "created_at": datetime.now(UTC)}
        session.connection().execute(insert(ReportRow).values(**same, **numbers))

    event.listen(Session, "before_flush", store_the_same, once=True)
    report = await generate_monthly_report(123, "2026-10")

    assert await list_reports() == [report]
    assert report.orders > 0


async def test_the_newest_reports_come_first(each_database: Settings) -> None:
    """And no more than asked for."""
    for hours, user_id in enumerate((7, 42, 123)):
        with time_machine.travel(datetime(2026, 11, 2, tzinfo=UTC) + timedelta(hours=hours)):
            await generate_monthly_report(user_id)

    assert [report.user_id for report in await list_reports(limit=2)] == [123, 42]


async def test_an_unknown_user_is_not_found(each_database: Settings) -> None:
    """The error says who is missing, and what to do."""
    with pytest.raises(NotFoundError, match=r"There is no user 999\. fix: use an existing id"):
        await generate_monthly_report(999)


async def test_a_total_in_a_small_unit_fits_on_every_database(
    each_database: Settings, http_client: None
) -> None:
    """A hundred thousand euros are 16 billion of what is stored for won, beyond 32 bits."""
    with time_machine.travel(datetime(2026, 3, 5, tzinfo=UTC)):
        await place_order(NewOrder(user_id=123, amount=Decimal(99_999)))

    with (
        http_service(Exchange(body=b'{"rates": {"KRW": 1600}}')) as rates,
        use_settings(each_database.model_copy(update={"RATES_URL": rates.url})),
    ):
        report = await generate_monthly_report(123, "2026-03", "KRW")

    assert (Decimal(159_998_400), "KRW") == (report.total, report.currency)
    assert [report] == await list_reports()


# --8<-- [start:currencies]
async def test_each_order_keeps_the_currency_in_which_it_was_placed(
    each_database: Settings, http_client: None
) -> None:
    """Another CURRENCY is for new orders; a report converts the old ones."""
    with time_machine.travel(datetime(2026, 3, 5, tzinfo=UTC), tick=False):
        euros = await place_order(NewOrder(user_id=123, amount=Decimal("10.50")))
        with (
            http_service(Exchange(body=b'{"rates": {"JPY": 160.5}}')) as rates,
            use_settings(
                each_database.model_copy(update={"CURRENCY": "JPY", "RATES_URL": rates.url})
            ),
        ):
            yen = await place_order(NewOrder(user_id=123, amount=Decimal(1000)))
            stored = await list_orders(123, limit=100)
            report = await generate_monthly_report(123, "2026-03")

    assert (
        str(euros.amount),
        euros.currency,
        str(yen.amount),
        yen.currency,
    ) == ("10.50", "EUR", "1000", "JPY")
    assert [one for one in stored if one.placed_at == euros.placed_at] == [yen, euros]
    assert (report.orders, str(report.total), report.currency) == (2, "2685", "JPY")


# --8<-- [end:currencies]


async def test_a_failed_conversion_stores_nothing(
    each_database: Settings, http_client: None
) -> None:
    """A report is whole or absent: no rate, no row."""
    with pytest.raises(ExternalServiceError):
        await generate_monthly_report(123, "2026-10", "USD")

    assert await list_reports() == []
