"""Browser tests type as a person does, so that they meet whatever the page does with a key."""

import re
from collections.abc import Iterator

import pytest

from integration_patterns.site.served import ROOT

SKIPS_KEYS = re.compile(r"\.(?:fill|insert_text)\(")
ALLOWED: dict[str, str] = {}
"""Path of a test file below `tests` to the reason why it may skip them."""


def offenders(texts: dict[str, str]) -> Iterator[str]:
    """Each line that skips the keys, in a file that may not."""
    for path, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if SKIPS_KEYS.search(line) and path not in ALLOWED:
                yield f"tests/{path}:{number}: {line.strip()}. fix: type with press_sequentially()."


def test_browser_tests_press_keys() -> None:
    tests = ROOT / "tests"
    texts = {file.relative_to(tests).as_posix(): file.read_text() for file in tests.rglob("*.py")}
    del texts["project/test_real_keys.py"]

    assert list(offenders(texts)) == []
    assert set(ALLOWED) <= set(texts), "A file that is gone needs no reason."


@pytest.mark.parametrize("method", ["fill", "insert_text"])
def test_a_test_that_skips_them_is_named(method: str) -> None:
    """Negative twin."""
    line = f'path.{method}("/health")'
    (found,) = offenders({"browser/test_new.py": f"\n{line}\n"})

    assert found.startswith(f"tests/browser/test_new.py:2: {line}. fix: ")
