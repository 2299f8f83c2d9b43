"""Finds imports of the application's own files that lead nowhere: a misspelt or moved module."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem

FIX = "correct the name; if the file is made later, exempt this import with that reason"


def lost_imports(project: Project) -> Iterator[Problem]:
    """A problem for each import of an own module that has no file.

    An import in a `try` may fail, and one for type checkers only loads nothing.
    """
    for source in project.sources.values():
        allowed = {line for node in source.nodes(ast.Try) for line in _lines(node)}
        reported: set[tuple[int, str]] = set()
        for one in source.imports:
            name = one.module
            if one.is_typing_only or one.line in allowed or (one.line, name) in reported:
                continue
            if _is_own(project, name) and not _is_there(project, name):
                reported.add((one.line, name))
                yield source.problem(one.line, f"imports {name}, which isn't there", FIX)


def _lines(node: ast.Try) -> range:
    return range(node.body[0].lineno, (node.body[-1].end_lineno or node.lineno) + 1)


def _is_own(project: Project, name: str) -> bool:
    """In a flat application, a folder without `__init__.py` gives way to a library of its name."""
    top = project.sources.get(name.partition(".")[0])
    return project.is_own(name) and (bool(project.layout.package) or bool(top and top.is_package))


def _is_there(project: Project, name: str) -> bool:
    if project.has_module(name):
        return True
    place = project.home.joinpath(*name.split("."))
    return place.is_dir() or any(place.parent.glob(f"{place.name}.*"))  # .py, .pyi, .so
