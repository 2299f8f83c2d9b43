"""Finds classes by what they derive from, through the application's own base classes."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source


@dataclass(frozen=True, eq=False)
class Model:
    """A class, and those of its base classes that the application defines."""

    source: Source
    node: ast.ClassDef
    bases: list["Model"] = field(default_factory=list)


def models(project: Project, *roots: str) -> Iterator[Model]:
    """Every class that derives from one of `roots`, such as `pydantic.BaseModel`."""
    for source in project.sources.values():
        for node in source.nodes(ast.ClassDef):
            bases: list[Model] = []
            if _derives(project, source, node, roots, bases):
                yield Model(source, node, bases)


def _derives(
    project: Project,
    source: Source,
    node: ast.ClassDef,
    roots: tuple[str, ...],
    bases: list[Model],
) -> bool:
    found = False
    pending = [(source, node)]
    seen = {node}
    for around, current in pending:
        for base in current.bases:
            plain = base.value if isinstance(base, ast.Subscript) else base
            found = found or around.dotted(plain) in roots
            defined = project.resolve(around, plain)
            if defined and isinstance(defined[1], ast.ClassDef) and defined[1] not in seen:
                seen.add(defined[1])
                bases.append(Model(defined[0], defined[1]))
                pending.append((defined[0], defined[1]))
    return found
