"""The amount of an order: exact, and with no more decimals than its currency has."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from app.core.config import settings
from app.core.currencies import digits_of
from app.core.money import amount_pattern

LIMIT = 100_000


def read_amount(given: object) -> Decimal:
    """Take text or a whole number; a JSON number with decimals has already lost its exact value."""
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, Decimal):
        given = f"{given:f}"
    if isinstance(given, int | str) and not isinstance(given, bool):
        text = str(given)
        if amount_pattern(settings.CURRENCY).fullmatch(text):
            return Decimal(text)
    digits = digits_of(settings.CURRENCY)
    raise ValueError(
        f'must be text such as "{12:.{digits}f}": more than 0, below {LIMIT}, '
        f"with {digits or 'no'} decimals, because the currency is {settings.CURRENCY}"
    )


def describe_amount(schema: dict[str, Any]) -> None:
    """Say the same in the API's schema."""
    schema.clear()
    schema["title"] = "Amount"
    schema["anyOf"] = [
        {"type": "string", "pattern": amount_pattern(settings.CURRENCY).pattern},
        {"type": "integer", "minimum": 1, "exclusiveMaximum": LIMIT},
    ]


# --8<-- [start:amount]
Amount = Annotated[Decimal, BeforeValidator(read_amount), Field(json_schema_extra=describe_amount)]
# --8<-- [end:amount]
