"""Money: exact, with the decimals of its currency."""

from decimal import Decimal

import iso4217
import pytest

from app.core.money import digits_of, from_minor_units, to_minor_units


def test_every_currency_has_the_decimals_that_iso_4217_gives_it() -> None:
    """Compared with the whole list; precious metals and the like have none."""
    wrong = {
        currency.code: currency.exponent
        for currency in iso4217.Currency
        if currency.exponent is not None and currency.exponent != digits_of(currency.code)
    }

    assert wrong == {}


@pytest.mark.parametrize(
    ("amount", "currency", "units", "written"),
    [
        ("10", "EUR", 1000, "10.00"),
        ("0.1", "EUR", 10, "0.10"),
        ("1000", "JPY", 1000, "1000"),
        ("1.234", "KWD", 1234, "1.234"),
        ("0.125", "EUR", 12, "0.12"),
        ("0.135", "EUR", 14, "0.14"),
        ("0.5", "JPY", 0, "0"),
        ("99999.99", "EUR", 9_999_999, "99999.99"),
    ],
)
def test_an_amount_is_stored_in_minor_units_and_written_with_all_decimals(
    amount: str, currency: str, units: int, written: str
) -> None:
    """No zero is lost, and half a unit is rounded to the even neighbour."""
    assert to_minor_units(Decimal(amount), currency) == units
    assert str(from_minor_units(units, currency)) == written
