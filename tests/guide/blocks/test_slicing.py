"""A self-contained slice holds what the region needs, and runs alone."""

from __future__ import annotations

import pytest

from integration_patterns.guide.blocks.regions import cut
from integration_patterns.guide.blocks.slicing import self_contained, unresolved

SOURCE = '''\
"""Orders."""

from __future__ import annotations

import json
import os.path
from datetime import date, timedelta

LIMIT = 3
DEFAULT = LIMIT + 1
unused = json


def helper(day: date) -> int:
    os = day.day
    return os


@staticmethod
def decorated() -> None: ...


registry = []
# --8<-- [start:effect]
registry.append("effect")
# --8<-- [end:effect]


# --8<-- [start:total]
# A comment that belongs to the code.
def total(count: int = DEFAULT) -> int:
    json = "a local name, not the module"
    return count + helper(date(2026, 1, 2)) + len(json)
# --8<-- [end:total]


class Box:
    # --8<-- [start:method]
    def size(self) -> int:
        return LIMIT
    # --8<-- [end:method]


# --8<-- [start:registered]
def registered() -> list[str]:
    return registry
# --8<-- [end:registered]
'''


def slice_of(name: str) -> str:
    return self_contained(SOURCE, cut(SOURCE, "orders.py")[name])


def test_a_slice_is_minimal() -> None:
    """Names are followed transitively; local names and unused imports are not."""
    assert slice_of("total") == (
        "from __future__ import annotations\n\n"
        "from datetime import date\n\n\n"
        "LIMIT = 3\n"
        "DEFAULT = LIMIT + 1\n\n\n"
        "def helper(day: date) -> int:\n    os = day.day\n    return os\n\n\n"
        "# A comment that belongs to the code.\n"
        "def total(count: int = DEFAULT) -> int:\n"
        '    json = "a local name, not the module"\n'
        "    return count + helper(date(2026, 1, 2)) + len(json)"
    )


def test_a_slice_of_a_method_holds_its_class() -> None:
    """Code that is not a statement of its own comes with the one it is in."""
    assert "class Box:" in slice_of("method")


@pytest.mark.parametrize("name", ["total", "method", "effect", "registered"])
def test_every_slice_runs_alone(name: str) -> None:
    """No name is missing."""
    exec(slice_of(name), {})


def test_a_name_that_nothing_defines_is_found() -> None:
    """Also where only a call would run into it."""
    code = "import os\n\n\ndef f(x: int) -> str:\n    return missing(os.sep, x, __name__)"

    assert unresolved(code) == {"missing"}


IMPORTS = """\
# --8<-- [start:imports]
import colorsys
import json
# --8<-- [end:imports]
from os import (
    # --8<-- [start:names]
    path,
    # --8<-- [end:names]
    sep,
)

# --8<-- [start:remark]
# Nothing is run here.
# --8<-- [end:remark]
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("imports", "import colorsys\nimport json"),
        ("names", "from os import (\n    path,\n    sep,\n)"),
        ("remark", "# Nothing is run here."),
    ],
)
def test_imports_asked_for_are_kept_whole(name: str, expected: str) -> None:
    """An import that a region shows is there although nothing uses it."""
    assert self_contained(IMPORTS, cut(IMPORTS, "imports.py")[name]) == expected


@pytest.mark.parametrize(
    "definition",
    [
        "seen = [last := n for n in range(3)]",
        "seen = any((last := n) for n in range(3))",
        "def look() -> None:\n    global last\n    last = 2",
    ],
)
def test_a_name_that_an_inner_scope_gives_the_module_is_defined(definition: str) -> None:
    """A walrus in a comprehension and a global statement define names, as an assignment does."""
    shown = "# --8<-- [start:shown]\nprint(last)\n# --8<-- [end:shown]\n"
    source = f"{definition}\n{shown}"

    text = self_contained(source, cut(source, "seen.py")["shown"])

    assert text == f"{definition}\nprint(last)"
    assert unresolved(text) == set()
