"""The currencies of the world, and how many decimals an amount in each has."""

from typing import Annotated

from pydantic import AfterValidator, Field

# ISO 4217, list one, of 2026-01-01, without precious metals and the like, which have no decimals.
# A test compares this table with the list.
CODES_BY_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP "
        "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB "
        "EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES "
        "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR "
        "MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD "
        "RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
        "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG"
    ),
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
DIGITS = {code: digits for digits, codes in CODES_BY_DIGITS.items() for code in codes.split()}


def digits_of(currency: str) -> int:
    """How many decimals an amount has: ISO 4217's exponent.

    ```py
    from app.core.currencies import digits_of

    print(digits_of("EUR"), digits_of("JPY"), digits_of("KWD"))
    #> 2 0 3
    ```
    """
    # An amount may have been stored in a currency that has ended since; nearly all have two.
    return DIGITS.get(currency, 2)


def checked_currency(given: str) -> str:
    """The code as it is given.

    Raises:
        ValueError: No currency has this code.
    """
    if given not in DIGITS:
        raise ValueError("must be the code of a currency of ISO 4217, such as EUR")
    return given


Currency = Annotated[
    str, AfterValidator(checked_currency), Field(json_schema_extra={"enum": sorted(DIGITS)})
]
