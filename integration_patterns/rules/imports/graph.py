"""Which part of the application an import reaches, also through modules that belong to none."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from integration_patterns.rules.application.importing import Import
from integration_patterns.rules.application.layout import OF_COMPONENTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.frameworks import library


@dataclass(frozen=True)
class Reach:
    """An import, the module that it reaches in the end, and the modules in between."""

    source: Source
    line: int
    module: str
    chain: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The module as a message names it."""
        return f"{self.module} (through {', '.join(self.chain)})" if self.chain else self.module

    def problem(self, what: str, fix: str) -> Problem:
        """Something that is wrong with the import."""
        return self.source.problem(self.line, what, fix)


def imports_where(
    project: Project, parts: tuple[str, ...], is_wrong: Callable[[Reach], bool]
) -> Iterator[Reach]:
    """Count the files of the parts, and yield each import for which `is_wrong`.

    What is fixed in one place is reported once, however many files it reaches.
    """
    reported: set[tuple[str, str]] = set()
    for source in project.each(project.within(*parts)):
        lines: set[int] = set()
        for reach in reached(project, source):
            cause = _cause(project, reach)
            if is_wrong(reach) and cause not in reported and reach.line not in lines:
                reported.add(cause)
                lines.add(reach.line)
                yield reach


def imports_of(
    project: Project, parts: tuple[str, ...], others: tuple[str, ...]
) -> Iterator[Reach]:
    """The imports by which one of the parts reaches one of the others."""
    return imports_where(project, parts, lambda it: project.layout.is_in(it.module, *others))


def _cause(project: Project, reach: Reach) -> tuple[str, str]:
    """What has to be fixed: the file with the import, and the module or library it imports."""
    file = reach.chain[-1] if reach.chain else reach.source.module
    return file, reach.module if project.is_own(reach.module) else library(reach.module)


def reached(project: Project, source: Source) -> Iterator[Reach]:
    """Every module that the imports of a file load, once.

    What a module outside of every part imports counts as imported by the modules that import it.
    """
    seen: set[str] = set()
    for imported in _loading(source):
        pending = [Reach(source, imported.line, project.target(imported))]
        for reach in pending:
            if reach.module in seen:
                continue
            seen.add(reach.module)
            yield reach
            other = project.sources.get(reach.module)
            if other is not None and not _belongs(project, reach.module):
                chain = (*reach.chain, reach.module)
                pending += [
                    Reach(source, reach.line, project.target(one), chain) for one in _loading(other)
                ]


def _loading(source: Source) -> Iterator[Import]:
    return (one for one in source.imports if not one.is_typing_only)


def _belongs(project: Project, module: str) -> bool:
    parts = ("core", "services", *OF_COMPONENTS, "cli", "entrypoints")
    return project.layout.is_in(module, *parts)
