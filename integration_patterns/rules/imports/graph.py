"""Which part of the application an import reaches, also through modules that belong to none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Import, Source

FRAMEWORKS = ("apscheduler", "fastapi", "flet", "starlette", "typer", "uvicorn")


@dataclass(frozen=True)
class Reach:
    """An import, the module that it reaches in the end, and what lies between."""

    source: Source
    line: int
    module: str
    through: str = ""

    @property
    def words(self) -> str:
        """The module as a message names it."""
        return f"{self.module} (through {self.through})" if self.through else self.module


def reached(project: Project, source: Source) -> Iterator[Reach]:
    """Every module that the imports of a file load, once; type-only imports load nothing."""
    seen: set[str] = set()
    for imported in _loading(source):
        target = project.target(imported)
        if target not in seen:
            seen.add(target)
            yield Reach(source, imported.line, target)
            yield from _behind(project, source, imported.line, target, seen)


def _behind(
    project: Project, source: Source, line: int, first: str, seen: set[str]
) -> Iterator[Reach]:
    """What a module outside of every part imports counts as imported by its importer."""
    pending = [first]
    for module in pending:
        other = project.sources.get(module)
        if other is None or belongs(project, module):
            continue
        for imported in _loading(other):
            target = project.target(imported)
            if target not in seen:
                seen.add(target)
                pending.append(target)
                yield Reach(source, line, target, first)


def _loading(source: Source) -> Iterator[Import]:
    return (one for one in source.imports if not one.is_typing_only)


def belongs(project: Project, module: str) -> bool:
    """Whether a module lies in a part that has rules of its own."""
    parts = ("core", "services", "components", "backend", "scheduler", "frontend")
    return project.layout.is_in(module, *parts, "cli", "entrypoints", "api")


def imports_where(
    project: Project, parts: tuple[str, ...], is_wrong: Callable[[str], bool]
) -> Iterator[Reach]:
    """Count the files of the parts, and yield each import for which `is_wrong(module)`."""
    for source in project.each(project.within(*parts)):
        for reach in reached(project, source):
            if is_wrong(reach.module):
                yield reach
