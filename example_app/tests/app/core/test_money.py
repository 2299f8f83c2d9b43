"""Money: exact, with the decimals of its currency."""

from decimal import Decimal

import iso4217
import pytest
from pydantic import TypeAdapter, ValidationError

from app.core.currencies import DIGITS, Currency, digits_of
from app.core.money import from_minor_units, to_minor_units


def test_the_currencies_are_those_of_iso_4217_with_their_decimals() -> None:
    """Precious metals and the like have no decimals, and nobody pays in them here."""
    listed = {one.code: one.exponent for one in iso4217.Currency if one.exponent is not None}

    assert listed == {code: digits_of(code) for code in DIGITS}


@pytest.mark.parametrize("code", ["XQQ", "eur", "XAU", "EURO", ""])
def test_an_unknown_currency_is_refused(code: str) -> None:
    """The message names it, and shows what a code looks like."""
    with pytest.raises(ValidationError, match="must be the code of a currency of ISO 4217"):
        TypeAdapter(Currency).validate_python(code)


def test_an_amount_in_a_currency_that_ended_can_still_be_read() -> None:
    """Such as Bulgaria's: it had two decimals, as nearly all had."""
    assert str(from_minor_units(1050, "BGN")) == "10.50"


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
