"""Discovery: which files are hooks, and what is wrong with those that aren't."""

import pytest

from app.components.backend.hooks.discovery import discover
from app.components.backend.hooks.lifespan import LifespanHooks, discover_lifespan_hooks
from app.core.errors import ConfigurationError
from tests.support.hooks import Drop

HOOK = "def startup_hook():\n    pass\n"


# --8<-- [start:broken]
@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("def startup_hook(:\n", r"can't be imported: SyntaxError: .*10_a\.py, line 2\)"),
        ("import no_such_module\n", r"can't be imported: ModuleNotFoundError: .*no_such_module"),
        (
            "def startup_hooks():\n    pass\n",
            r"doesn't define startup_hook\(\); it defines startup_hooks\(\)",
        ),
        ("startup_hook = None\n", r"doesn't define startup_hook\(\); it defines no function"),
        ("raise SystemExit(0)\n", r"can't be imported: SystemExit: 0"),
    ],
    ids=["syntax error", "failing import", "wrong name", "not a function", "end"],
)
def test_a_broken_file_stops_the_start(drop: Drop, source: str, what: str) -> None:
    """The error names the file, what is wrong with it, and two ways out."""
    drop("startup/10_a.py", source)

    with pytest.raises(ConfigurationError, match=rf"startup/10_a\.py {what}.*fix: .*'_'"):
        discover_lifespan_hooks()


# --8<-- [end:broken]


@pytest.mark.parametrize("name", ["_off.py", ".#10_a.py"])
def test_files_with_an_underscore_or_a_dot_are_left_out(drop: Drop, name: str) -> None:
    """A helper beside the hooks, a hook that is switched off, or an editor's lock."""
    drop(f"startup/{name}", "raise AssertionError\n")

    assert discover_lifespan_hooks() == LifespanHooks([], [])


# --8<-- [start:order-refused]
@pytest.mark.parametrize(("short", "long"), [("9_a", "10_b"), ("20_a", "100_b"), ("1", "02_b")])
def test_numbers_of_two_lengths_are_refused(drop: Drop, short: str, long: str) -> None:
    """As text, `100_` comes before `20_`: nobody who reads the numbers expects that."""
    for name in (long, short):
        drop(f"startup/{name}.py", HOOK)

    with pytest.raises(
        ConfigurationError, match=rf"startup/{short}\.py and startup/{long}\.py .*fix: write every"
    ):
        discover_lifespan_hooks()


# --8<-- [end:order-refused]


def test_files_without_a_number_come_last(drop: Drop) -> None:
    """A digit sorts before a letter."""
    for name in ("cache", "10_a", "20_b"):
        drop(f"startup/{name}.py", HOOK)

    assert [hook.file for hook in discover("startup", "startup_hook")] == [
        "10_a.py",
        "20_b.py",
        "cache.py",
    ]


def test_a_folder_among_the_hooks_is_refused(drop: Drop) -> None:
    """What is in it would never run, and nobody would say so."""
    drop("startup/30_cache/__init__.py", HOOK)

    with pytest.raises(ConfigurationError, match=r"startup/30_cache is a folder.* fix: .*'_'"):
        discover_lifespan_hooks()


def test_a_folder_with_an_underscore_is_left_out(drop: Drop) -> None:
    """Helpers may have a folder of their own; Python's own is named so, too."""
    drop("startup/_helpers/__init__.py", "")

    assert discover("startup", "startup_hook") == []
