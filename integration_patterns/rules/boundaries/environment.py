"""Finds where a file reads the environment."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.source import Source

METHODS = ("get", "pop", "setdefault")
READERS = {
    "os.getenv",
    *(f"os.environ.{method}" for method in METHODS),
    "environs.Env",
    "decouple.config",
    "dotenv.dotenv_values",
    "starlette.config.Config",
}


def reads_of_the_environment(source: Source) -> Iterator[tuple[int, str]]:
    """The line and the name of each read; handing the whole environment on is none."""
    for call in source.nodes(ast.Call):
        is_thrown_away = isinstance(source.parent(call), ast.Expr)
        if (name := source.dotted(call.func)) in READERS and not is_thrown_away:
            yield call.lineno, name
    for item in source.nodes(ast.Subscript):
        if isinstance(item.ctx, ast.Load) and source.dotted(item.value) == "os.environ":
            yield item.lineno, "os.environ"
    for test in source.nodes(ast.Compare):
        if any(source.dotted(one) == "os.environ" for one in test.comparators):
            yield test.lineno, "os.environ"
