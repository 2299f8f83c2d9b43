"""Regions are cut by name, and a broken marker never cuts nothing in silence."""

from __future__ import annotations

import pytest

from integration_patterns.guide.blocks.regions import cut
from integration_patterns.guide.errors import PageError

NESTED = """\
class A:
    # --8<-- [start:outer]
    def f(self):
        # --8<-- [start:inner]
        return 1
        # --8<-- [end:inner]
    # --8<-- [end:outer]
"""


def test_a_region_is_dedented_and_keeps_no_marker() -> None:
    """Markers of other regions inside are left out, too."""
    regions = cut(NESTED, "a.py")

    assert regions["outer"].text == "def f(self):\n    return 1"
    assert (regions["outer"].first_line, regions["outer"].last_line) == (3, 5)
    assert regions["inner"].text == "return 1"
    assert "--8<--" not in regions[""].text


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("# --8<-- [start:a]\nx", 'a.py:1: the region "a" is never closed'),
        ("x\n# --8<-- [end:a]", 'a.py:2: the region "a" ends but never started'),
        ("# --8<-- [start:a]\n\n# --8<-- [end:a]", 'the region "a" is empty'),
        (
            "# --8<-- [start:a]\n# --8<-- [start:a]\nx\n# --8<-- [end:a]",
            'a.py:2: a second region is named "a"',
        ),
        ("# --8<-- [strat:a]\nx", 'cannot read the marker "# --8<-- [strat:a]"'),
    ],
)
def test_what_is_refused(source: str, message: str) -> None:
    """A marker that would show nothing, or the wrong thing, is an error at its line."""
    with pytest.raises(PageError) as refusal:
        cut(source, "a.py")

    assert message in str(refusal.value)
