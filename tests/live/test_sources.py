"""What the page gets to show and to run."""

import ast

from integration_patterns.live.sources import readable, texts
from integration_patterns.site.served import ROOT


def test_the_app_and_its_tests_are_named_as_in_the_page() -> None:
    """The app's own folder is the root; its tests stand beside it."""
    found = texts(ROOT)

    assert {
        "app/components/backend/hooks/discovery.py",
        "pyproject.toml",
        "tests/conftest.py",
    } <= set(found)
    assert list(found) == sorted(found)


def test_region_markers_are_not_shown() -> None:
    found = texts(ROOT)

    assert [path for path, text in found.items() if "--8<--" in text] == []


def test_lines_that_are_left_out_leave_no_gap() -> None:
    marked = "a = 1\n\n\n# --8<-- [start:b]\n\n\nb = 2\n# --8<-- [end:b]\n"

    assert readable(marked) == "a = 1\n\n\nb = 2\n"


def test_what_is_shown_is_the_same_program() -> None:
    """Only comments and blank lines are left out."""
    for path, text in texts(ROOT).items():
        if path.startswith("app/") and path.endswith(".py"):
            file = ROOT / "example_app" / path
            assert ast.dump(ast.parse(text)) == ast.dump(ast.parse(file.read_text())), path
