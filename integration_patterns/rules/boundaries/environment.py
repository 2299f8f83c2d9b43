"""Finds where a file reads the environment."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.source import Source

READERS = {"os.getenv", "os.environ.get", "environs.Env", "decouple.config"}


def reads_of_the_environment(source: Source) -> Iterator[tuple[int, str]]:
    """The line and the name of each read; handing the whole environment on is none."""
    for call in source.nodes(ast.Call):
        if (name := source.dotted(call.func)) in READERS:
            yield call.lineno, name
    for item in source.nodes(ast.Subscript):
        if isinstance(item.ctx, ast.Load) and source.dotted(item.value) == "os.environ":
            yield item.lineno, "os.environ"
