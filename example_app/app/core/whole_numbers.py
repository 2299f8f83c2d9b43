"""A whole number as a caller writes it: digits, and nothing else that Python takes for a number."""

import re

from pydantic import BeforeValidator
from pydantic_core import PydanticKnownError

DIGITS = re.compile(r"-?[0-9]+")


def only_digits(given: object) -> object:
    """Refuse `true` and `1_23`, which Pydantic and Python read as 1 and 123."""
    if isinstance(given, bool):
        raise PydanticKnownError("int_type")
    if isinstance(given, str) and not DIGITS.fullmatch(given):
        raise PydanticKnownError("int_parsing")
    return given


# It must be the last one of an annotation: the schema then keeps those before it, such as `ge`.
ONLY_DIGITS = BeforeValidator(only_digits)
