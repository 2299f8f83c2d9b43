"""What failed is told in parts, each by its name."""

from pydantic import TypeAdapter

from integration_patterns.live.runtime.protocol.app import AppError
from integration_patterns.live.runtime.protocol.failures import describe


def test_an_error_says_what_and_what_to_do_apart() -> None:
    """The page puts them together where it has room for both."""
    error = LookupError("There is no job 7. fix: choose another.")
    error.fix = "choose another."  # type: ignore[attr-defined]  # as the app's own errors have it

    told = TypeAdapter(AppError).validate_python(describe(error))

    assert (told["message"], told["fix"]) == ("There is no job 7.", "choose another.")
    assert told["settings"] is None
