"""By which name the code imports its own files, because a folder alone doesn't say that."""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from integration_patterns.rules.application.source import Source
from integration_patterns.rules.finding import CannotCheckError

FLAT = ""
ENOUGH = 2


@dataclass(frozen=True)
class Home:
    """The name of the package, the folder that it is imported from, and its files by their names.

    A flat application has no package: its files lie in the folder that Python is started in, and
    say `from services.orders import …`.
    """

    package: str
    folder: Path
    sources: list[Source]


def as_imported(sources: list[Source], package: str, folder: Path) -> Home:
    """Name the files of a package as its own imports name them.

    Args:
        sources: The files, named by the folder.
        package: The name by the folder, such as `app`.
        folder: The folder of the package.

    Raises:
        CannotCheckError: The imports use a name that is not the folder's.
    """
    by_folder = Home(package, folder.parents[package.count(".")], sources)
    found = _prefixes(sources, package)
    if not found or package in found or any(_leaves_its_part(one, package) for one in sources):
        return by_folder
    for prefix in sorted(found, key=len, reverse=True):
        names = prefix.split(".")
        if prefix != FLAT and list(folder.parts[-len(names) :]) == names:  # a namespace package
            return _renamed(by_folder, prefix, folder.parents[len(names) - 1])
    if FLAT in found:
        return _renamed(by_folder, FLAT, folder)
    for prefix, tails in sorted(found.items()):
        if sum("." in tail for tail in tails) >= ENOUGH:
            what = f"its files import each other as {prefix}, and the folder is called {package}"
            raise CannotCheckError(str(folder), what, f"name the folder {prefix}, as it is run")
    return by_folder


def _prefixes(sources: list[Source], package: str) -> dict[str, set[str]]:
    """What imports have before the name of a file, with the files; empty in a flat app."""
    tails = {_tail(one, package) for one in sources}
    tails |= {tail.rpartition(".")[0] for tail in tails}
    found: dict[str, set[str]] = defaultdict(set)
    for name in {name for source in sources for name in _absolute(source)}:
        names = name.split(".")
        for number in range(len(names)):
            tail = ".".join(names[number:])
            is_other = number == 0 and names[0] in sys.stdlib_module_names
            if tail in tails and not is_other:
                found[".".join(names[:number])].add(tail)
    return found


def _absolute(source: Source) -> Iterator[str]:
    for node in source.nodes(ast.Import):
        yield from (alias.name for alias in node.names)
    for named in source.nodes(ast.ImportFrom):
        if named.module and not named.level:
            yield named.module
            yield from (f"{named.module}.{alias.name}" for alias in named.names)


def _leaves_its_part(source: Source, package: str) -> bool:
    """Whether a relative import needs the package around the folder's parts."""
    depth = len(_tail(source, package).split(".")) - (not source.is_package)
    return any(one.level > depth for one in source.nodes(ast.ImportFrom))


def _tail(source: Source, package: str) -> str:
    return source.module.removeprefix(package).removeprefix(".")


def _renamed(home: Home, prefix: str, folder: Path) -> Home:
    sources = [
        replace(one, module=".".join(filter(None, (prefix, _tail(one, home.package)))))
        for one in home.sources
    ]
    return Home(prefix, folder, sources)
