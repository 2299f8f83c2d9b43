"""Whole numbers in bodies and queries."""

from typing import Annotated

import pytest
from pydantic import Field, TypeAdapter, ValidationError

from app.core.whole_numbers import ONLY_DIGITS

NUMBER: TypeAdapter[int] = TypeAdapter(Annotated[int, Field(le=999), ONLY_DIGITS])


@pytest.mark.parametrize(("given", "number"), [(123, 123), ("45", 45), ("007", 7), ("-1", -1)])
def test_digits_are_a_number(given: object, number: int) -> None:
    """A query has only text."""
    assert NUMBER.validate_python(given) == number


@pytest.mark.parametrize(
    "given", [True, False, "1_23", "+1", " 1", "1 ", "1.0", "\u0661", "", "1e3", None, 1.5]
)
def test_what_python_would_also_take_is_refused(given: object) -> None:
    """With the words that Pydantic has for it."""
    with pytest.raises(ValidationError, match="Input should be a valid integer"):
        NUMBER.validate_python(given)


def test_the_schema_is_that_of_an_integer_with_its_limits() -> None:
    """What it says is what is taken."""
    assert NUMBER.json_schema() == {"type": "integer", "maximum": 999}
