"""The environment is read in one place, and constants are constant."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.support.processes import EXAMPLE_APP

APP = EXAMPLE_APP / "app"
READERS = {"environ", "environb", "getenv", "getenvb"}


def reads_environment(source: str) -> bool:
    """Whether a module names a way to read the environment."""
    return any(
        (isinstance(node, ast.Attribute) and node.attr in READERS)
        or (isinstance(node, ast.alias) and node.name in READERS)
        for node in ast.walk(ast.parse(source))
    )


def imported(source: str) -> Iterator[str]:
    """The modules that a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."


# --8<-- [start:one-place]
def test_no_module_reads_the_environment_by_itself() -> None:
    """The module of the settings does; everybody else asks `settings`."""
    modules = sorted(APP.rglob("*.py"))
    reading = [path.name for path in modules if reads_environment(path.read_text())]

    assert len(modules) > 50
    assert reading == ["config.py"]


def test_constants_depend_on_nothing() -> None:
    """No settings, no files, no network: the same value wherever the code runs."""
    assert set(imported((APP / "core" / "constants.py").read_text())) == {"enum"}


# --8<-- [end:one-place]


def test_a_module_that_reads_the_environment_is_found() -> None:
    """The twin: each way to do it."""
    assert reads_environment("import os\nlimit = os.environ['LIMIT']")
    assert reads_environment("import os\nlimit = os.getenv('LIMIT')")
    assert reads_environment("from os import environ as e\nlimit = e['LIMIT']")
    assert not reads_environment("import os\nos.fsync(1)")


def test_a_constant_from_the_environment_is_found() -> None:
    """The twin: what a constants module must not import shows up."""
    wrong = Path(
        EXAMPLE_APP.parent / "tests/breaks/constant-from-the-environment/app/core/constants.py"
    )

    assert set(imported(wrong.read_text())) == {"enum", "os"}
    assert reads_environment(wrong.read_text())
