"""CONTRIBUTING.md leads to files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Where to change what")[2]
ROW = re.compile(r"^\| ((?:add|take) [^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
ROWS = ROW.findall(MAP)
MOST_FILES = 4
OWN_NAME = re.compile("NAME|NN_NAME")


@pytest.mark.parametrize(
    ("change", "files"), [row[:2] for row in ROWS], ids=[change for change, *_ in ROWS]
)
def test_a_typical_change_touches_few_files_that_are_there(change: str, files: str) -> None:
    """A file of your own has a folder that is there, with others of its kind."""
    paths = [ROOT / one for one in re.findall("`([^`]+)`", files)]

    assert 1 <= len(paths) <= MOST_FILES, change
    for path in paths:
        if OWN_NAME.search(path.name):
            assert list(path.parent.glob(f"*{path.suffix}")), path
        else:
            assert path.is_file(), path


def test_a_command_of_the_map_names_what_is_there() -> None:
    """Pages and folders of tests; a page of your own isn't there yet."""
    commands = " ".join(command for *_, command in ROWS).replace("`", " ").split()
    named = {word for word in commands if word.startswith(("docs", "tests"))}

    assert len(named) > 3
    assert [one for one in named if not OWN_NAME.search(one) and not (ROOT / one).exists()] == []


def test_the_map_has_typical_changes() -> None:
    assert len(ROWS) >= 10
