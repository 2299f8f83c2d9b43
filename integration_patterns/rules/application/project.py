"""The application as the rules see it: files, layout and names, read once."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from integration_patterns.rules.application.config import WHERE, Config
from integration_patterns.rules.application.grammar import HERE, NewerPython, Version
from integration_patterns.rules.application.home import as_imported
from integration_patterns.rules.application.importing import Import
from integration_patterns.rules.application.layout import Layout
from integration_patterns.rules.application.package import ADD, find_package, home_of
from integration_patterns.rules.application.reading import read_package
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.finding import CannotCheckError, Finding, Problem

Thing = TypeVar("Thing")


@dataclass
class Project:
    """A folder with an application in it.

    Args:
        root: The folder that findings are relative to.
        home: The folder that holds the package, and its Dockerfile.
        layout: Where the application keeps what.
        sources: Every file that could be read, by its dotted name.
        unreadable: A problem for each of the others.
        examined: How many things the rule that is running has looked at.
    """

    root: Path
    home: Path
    layout: Layout
    sources: dict[str, Source]
    unreadable: list[Problem]
    examined: int = field(default=0, compare=False)

    def each(self, things: Iterable[Thing]) -> Iterator[Thing]:
        """The same things, counted: a rule that has looked at nothing must not pass."""
        for thing in things:
            self.examined += 1
            yield thing

    def within(self, *parts: str) -> list[Source]:
        """Every file of the named parts."""
        return [one for one in self.sources.values() if self.layout.is_in(one.module, *parts)]

    def has(self, part: str) -> bool:
        """Whether a part holds more than an empty package, or the file is there."""
        if part == "Dockerfile":
            return bool(self.dockerfiles)
        return any(not one.is_package or len(one.tree.body) > 1 for one in self.within(part))

    @cached_property
    def dockerfiles(self) -> list[Path]:
        """Every Dockerfile beside the package, or at the top of the project."""
        folders = {self.home, self.root}
        found = (file for folder in folders for file in folder.glob("*Dockerfile*"))
        return sorted(file for file in found if file.is_file())

    @cached_property
    def _by_path(self) -> dict[str, Source]:
        return {source.path: source for source in self.sources.values()}

    def source_at(self, path: str) -> Source | None:
        """The file at a path that a finding names, if it could be read."""
        return self._by_path.get(path)

    def line(self, finding: Finding) -> str:
        """What stands where a finding points, stripped; empty if that can't be read."""
        source = self.source_at(finding.path)
        return source.line(finding.line) if source else ""

    def target(self, imported: Import) -> str:
        """The module that an import loads."""
        return imported.full if self.has_module(imported.full) else imported.module

    def is_own(self, name: str) -> bool:
        """Whether a dotted name lies in the application, even if no file of that name is there."""
        package = self.layout.package
        if not package:  # a flat application: whatever lies in its folder
            return name.partition(".")[0] in self.modules
        return name == package or name.startswith(f"{package}.")

    def has_module(self, name: str) -> bool:
        """Whether a dotted name is a file of the application, or a folder of such files."""
        return name in self.modules

    @cached_property
    def modules(self) -> set[str]:
        """Every file by its dotted name, and every folder above one, also without `__init__.py`."""
        names = (one.split(".") for one in self.sources)
        return {".".join(one[: end + 1]) for one in names for end in range(len(one))}

    def definition(self, name: str) -> tuple[Source, ast.stmt] | None:
        """The file and statement that define a dotted name, through any re-exports."""
        seen: set[str] = set()
        while name not in seen:
            seen.add(name)
            module, _, last = name.rpartition(".")
            source = self.sources.get(module)
            if source is None:
                return None
            if last in source.definitions:
                return source, source.definitions[last]
            name = source.names.get(last, "")
        return None

    def resolve(self, source: Source, node: ast.AST | None) -> tuple[Source, ast.stmt] | None:
        """The file and statement that define what a name or attribute in a file stands for."""
        name = source.dotted(node)
        own = f"{source.module}.{name}" if name in source.definitions else name
        return self.definition(own) if name else None

    def assigned(self, source: Source, node: ast.AST | None) -> tuple[Source, ast.expr] | None:
        """The file and the expression that a name or attribute in a file was given."""
        found = self.resolve(source, node)
        value = getattr(found[1], "value", None) if found else None
        return (found[0], value) if found and isinstance(value, ast.expr) else None


def read_project(root: Path, config: Config) -> Project:
    """Find the package at `root` and read it.

    Raises:
        CannotCheckError: There is no package, or more than one; a folder of the configuration is
            not there; a file is written for a newer Python than this one.
    """
    folder = find_package(root, config.app)
    home = home_of(folder)
    read = list(read_package(folder, root, home, config.python))
    if not read:
        raise CannotCheckError(str(folder), "there is no Python file here", ADD)
    _refuse_newer([one for one in read if isinstance(one, NewerPython)])
    package = ".".join(folder.relative_to(home).parts)
    own = as_imported([one for one in read if isinstance(one, Source)], package, folder)
    layout = Layout.of(own.package, config.folders)
    sources = {one.module: one for one in own.sources}
    unreadable = [one for one in read if isinstance(one, Problem)]
    project = Project(root, own.folder, layout, sources, unreadable)
    _refuse_missing(project, config)
    return project


def _refuse_newer(files: list[NewerPython]) -> None:
    if files:
        first = max(files, key=lambda one: one.version)
        rest = f", nor {len(files) - 1} more" if len(files) > 1 else ""
        raise CannotCheckError(
            f"{first.path}:{first.line}",
            f"Python {_dotted(HERE)} can't parse this file{rest}, which may be written for a newer "
            "one",
            f"run patterns with Python {_dotted(first.version)} or newer",
        )


def _refuse_missing(project: Project, config: Config) -> None:
    """A folder that is not there would silence every rule about it."""
    layout = project.layout
    unread = [f"/{one.path}".removesuffix(".py") + "/" for one in project.unreadable]
    inside = (one.removeprefix(layout.package).removeprefix(".") for one in project.modules)
    here = [one.replace(".", "/") for one in inside]
    for part, given in config.folders.items():
        if not given.strip("./"):
            what = f'{part} = "{given}" names no folder of its own'
            raise CannotCheckError(f"{WHERE} folders", what, "name one, or remove the line")
        where = layout.folder(part)
        if layout.parts[part] in project.modules or any(f"/{where}/" in one for one in unread):
            continue
        like = get_close_matches(given, here, n=1)
        raise CannotCheckError(
            f"{WHERE} folders",
            f'{part} = "{given}", but {where} holds no Python file',
            f'write "{like[0]}"' if like else "name a folder that is there, or remove the line",
        )


def _dotted(version: Version) -> str:
    return ".".join(map(str, version))
