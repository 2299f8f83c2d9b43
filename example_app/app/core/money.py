"""Money: exact decimals outside, whole minor units (such as cents) in the database."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

from app.core.currencies import digits_of


# --8<-- [start:money]
def to_minor_units(amount: Decimal, currency: str) -> int:
    """The amount as the database stores it; half a unit is rounded to the even neighbour.

    ```py
    from decimal import Decimal

    from app.core.money import to_minor_units

    print(to_minor_units(Decimal("10.5"), "EUR"), to_minor_units(Decimal("10.5"), "KWD"))
    #> 1050 10500
    ```
    """
    shifted = amount.scaleb(digits_of(currency))
    return int(shifted.to_integral_value(ROUND_HALF_EVEN))


def from_minor_units(units: int, currency: str) -> Decimal:
    """The amount as people write it, with all of the currency's decimals.

    ```py
    from app.core.money import from_minor_units

    print(from_minor_units(1000, "EUR"), from_minor_units(1000, "JPY"))
    #> 10.00 1000
    ```
    """
    return Decimal(units).scaleb(-digits_of(currency))


# --8<-- [end:money]


def amount_pattern(currency: str) -> re.Pattern[str]:
    """What an amount of an order looks like as text: above zero, below a hundred thousand."""
    digits = digits_of(currency)
    decimals = rf"(\.[0-9]{{1,{digits}}})?" if digits else ""
    return re.compile(rf"^(?![0.]+$)[0-9]{{1,5}}{decimals}$")
