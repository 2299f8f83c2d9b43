"""Knows which tests run a region, from a file that is kept beside the tests and checked in CI."""

import ast
import json
import textwrap
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from integration_patterns.guide.blocks.include import Snippet
from integration_patterns.guide.errors import PageError
from integration_patterns.guide.project import Project


@dataclass(frozen=True)
class ProvingTest:
    """A test function: its node id without parameters, from one of the roots, and its code."""

    name: str
    text: str


def key(code: Snippet, project: Project) -> str:
    """Name a region as the file of proving tests does."""
    return f"{code.file.relative_to(project.root).as_posix()}:{code.region_name}"


def load(project: Project) -> dict[str, list[str]]:
    """Return the node ids by region."""
    file = project.proving
    return _loaded(file.read_text("utf-8")) if file.is_file() else {}


@lru_cache(maxsize=2)
def _loaded(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(text)
    return found


def tests_of(code: Snippet, project: Project) -> list[ProvingTest]:
    """Return the tests that run a region."""
    return [read(name, project) for name in load(project).get(key(code, project), [])]


def read(name: str, project: Project) -> ProvingTest:
    """Cut a test out of its file."""
    path, _, function = name.partition("::")
    file = next(filter(Path.is_file, (root / path for root in project.roots)), None)
    source = file.read_text("utf-8") if file else ""
    node = _functions(source).get(function)
    if node is None:
        raise PageError(path, f'there is no test "{function}"', "run patterns proving --update")
    first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
    lines = source.split("\n")[first - 1 : node.end_lineno]
    return ProvingTest(name, textwrap.dedent("\n".join(lines)))


@lru_cache(maxsize=256)
def _functions(source: str) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    return {
        node.name: node
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
