"""Money: exact decimals outside, whole minor units (such as cents) in the database."""

import re
from decimal import ROUND_HALF_EVEN, Decimal

USUAL_DIGITS = 2
# ISO 4217, list one, of 2026-01-01: every currency whose minor unit isn't a hundredth.
# A test compares this table with the whole list.
UNUSUAL_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DIGITS = {code: digits for digits, codes in UNUSUAL_DIGITS.items() for code in codes.split()}


# --8<-- [start:money]
def digits_of(currency: str) -> int:
    """How many decimals an amount in this currency has (ISO 4217's exponent).

    ```py
    from app.core.money import digits_of

    print(digits_of("EUR"), digits_of("JPY"), digits_of("KWD"))
    #> 2 0 3
    ```
    """
    return DIGITS.get(currency, USUAL_DIGITS)


def to_minor_units(amount: Decimal, currency: str) -> int:
    """The amount as the database stores it; half a unit is rounded to the even neighbour."""
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
