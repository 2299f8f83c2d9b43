"""Daily reports."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import time_machine

from app.core.config import Settings
from app.services.models import NewOrder
from app.services.orders import place_order
from app.services.reports import export_orders, generate_daily_report


async def test_the_daily_report_holds_the_orders_of_yesterday(each_database: Settings) -> None:
    """From midnight to midnight in UTC, whichever zone the machine is in."""
    with time_machine.travel(datetime(2026, 5, 4, 23, 59, tzinfo=UTC), tick=False):
        await place_order(NewOrder(user_id=7, amount=Decimal("12.30")))
    with time_machine.travel(datetime(2026, 5, 5, 9, tzinfo=UTC)):
        await place_order(NewOrder(user_id=7, amount=Decimal(1)))

        await generate_daily_report()

    lines = (each_database.EXPORT_DIR / "orders-2026-05-04.csv").read_text("utf-8").splitlines()
    assert lines[0] == "order,user,amount,currency,placed_at"
    assert lines[1].endswith(",7,12.30,EUR,2026-05-04T23:59:00+00:00")
    assert len(lines) == 2


async def test_exporting_again_replaces_the_file(app_settings: Settings) -> None:
    """One day, one file."""
    first = await export_orders(date(2026, 10, 30))
    again = await export_orders(date(2026, 10, 30))

    assert first == again
    assert [first] == list(app_settings.EXPORT_DIR.iterdir())


async def test_an_unwritable_folder_is_an_error_that_names_it(
    app_settings: Settings, tmp_path: Path
) -> None:
    """Nothing pretends that the file was written."""
    (tmp_path / "exports").write_text("a file where the folder should be")

    with pytest.raises(OSError, match="exports"):
        await export_orders(date(2026, 10, 30))
