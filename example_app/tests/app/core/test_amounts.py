"""What an order may cost."""

import math
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

from app.core.amounts import Amount
from app.core.config import use_settings
from tests.support.databases import isolated_settings

ADAPTER: TypeAdapter[Decimal] = TypeAdapter(Amount)


@pytest.mark.parametrize(
    ("given", "currency"),
    [
        ("0.01", "EUR"),
        ("99999.99", "EUR"),
        (12, "EUR"),
        (12.0, "EUR"),
        (Decimal("1.5"), "EUR"),
        ("99999", "KRW"),
        ("0.001", "KWD"),
    ],
)
def test_an_amount_is_kept_exactly(given: object, currency: str) -> None:
    """As text, or as a whole number."""
    with use_settings(isolated_settings(CURRENCY=currency)):
        assert ADAPTER.validate_python(given) == Decimal(str(given))


@pytest.mark.parametrize(
    ("given", "currency"),
    [
        ("0", "EUR"),
        ("0.00", "EUR"),
        ("-1", "EUR"),
        ("1.005", "EUR"),
        ("100001", "EUR"),
        (100_000, "EUR"),
        (1.5, "EUR"),
        (math.nan, "EUR"),
        (math.inf, "EUR"),
        (True, "EUR"),
        (None, "EUR"),
        (" 1", "EUR"),
        ("1e2", "EUR"),
        ("1_0", "EUR"),
        ("1.00\n", "EUR"),
        ("٣", "EUR"),
        ("1.5", "JPY"),
    ],
)
def test_any_other_amount_is_refused_with_an_example(given: object, currency: str) -> None:
    """A JSON number with decimals, too: it is a float, and no longer exact."""
    example = {"EUR": "12.00", "JPY": "12"}[currency]
    with (
        use_settings(isolated_settings(CURRENCY=currency)),
        pytest.raises(ValidationError, match=f'such as "{example}"'),
    ):
        ADAPTER.validate_python(given)


@pytest.mark.parametrize(
    ("currency", "decimals"), [("EUR", "{1,2}"), ("JPY", ""), ("KWD", "{1,3}")]
)
def test_the_schema_says_which_decimals_the_currency_has(currency: str, decimals: str) -> None:
    """So clients that are generated from it send no amount that is refused."""
    with use_settings(isolated_settings(CURRENCY=currency)):
        text, number = ADAPTER.json_schema()["anyOf"]

    assert text["pattern"].endswith(rf"(\.[0-9]{decimals})?$" if decimals else "[0-9]{1,5}$")
    assert number == {"type": "integer", "minimum": 1, "exclusiveMaximum": 100_000}
