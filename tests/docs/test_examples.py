"""The standalone examples in the docstrings of the app, which the reference shows."""

import re
from pathlib import Path

import pytest
from pytest_examples import CodeExample, EvalExample, find_examples

APP = Path(__file__).parents[2] / "example_app" / "app"
EXAMPLES = list(find_examples(APP))


def test_every_example_is_found() -> None:
    """Counted without the finder, which overlooks some forms of fences."""
    opened = [
        line
        for source in APP.rglob("*.py")
        for line in source.read_text("utf-8").splitlines()
        if re.match(r"\s*(`{3,}|~{3,})\s*\S", line)
    ]

    assert len(opened) == len(EXAMPLES) >= 4


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_prints_what_it_says(example: CodeExample, eval_example: EvalExample) -> None:
    """Each prints, and each `#>` line is what was printed."""
    printed = []
    try:
        eval_example.run_print_check(example)
        printed = re.findall(r"^\s*#> ", example.source, re.MULTILINE)
    # pytest-examples 0.0.18 takes a failure on Python 3.11 for one of its own and stops the run.
    except Exception as error:  # noqa: BLE001 - whatever it is, the example doesn't do what it says
        pytest.fail(f"{example}: {type(error).__name__}: {error}", pytrace=False)

    assert printed, f"{example} prints nothing"
