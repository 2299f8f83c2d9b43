"""Makes a region self-contained: the imports and definitions it needs, and nothing more."""

import ast
import builtins
import symtable
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from integration_patterns.guide.blocks.regions import MARKER, Region

Import = ast.Import | ast.ImportFrom
WIDTH = 100
OF_EVERY_MODULE = {"__file__", "__name__", "__package__", "__spec__"}


@dataclass(frozen=True, eq=False)
class Statement:
    """A statement of a module, with the module's names that it binds and refers to."""

    node: ast.stmt
    text: str
    first_line: int
    last_line: int
    binds: frozenset[str]
    refers_to: frozenset[str]

    @property
    def is_future(self) -> bool:
        """Whether it changes how all the others are read."""
        return isinstance(self.node, ast.ImportFrom) and self.node.module == "__future__"

    def overlaps(self, region: Region) -> bool:
        """Tell whether a part of it is in the region."""
        return self.first_line <= region.last_line and self.last_line >= region.first_line

    def is_inside(self, region: Region) -> bool:
        """Tell whether all of it is in the region."""
        return region.first_line <= self.first_line and self.last_line <= region.last_line


@lru_cache(maxsize=1024)
def self_contained(source: str, region: Region) -> str:
    """Return a module that runs alone: the region with all it refers to, transitively."""
    statements = _statements(source)
    asked_for = {one for one in statements if one.overlaps(region)}
    if not asked_for:
        return region.text
    needed = set(asked_for)
    names = _referenced(needed)
    while missing := {
        one for one in statements if one not in needed and one.binds & names and not one.is_future
    }:
        needed |= missing
        names = _referenced(needed)
    needed |= {one for one in statements if one.is_future}
    trimmed = {
        one: _import(one.node, names)
        for one in needed - asked_for
        if isinstance(one.node, Import) and not one.is_future
    }
    ordered = [one for one in statements if one in needed]
    return "".join(_laid_out(ordered, trimmed, region, source.split("\n"))).strip("\n")


def unresolved(text: str) -> set[str]:
    """Return the names that a slice uses and nothing in it defines."""
    table = symtable.symtable(text, "slice", "exec")
    return set(_globals(table)) - _defined(table) - set(dir(builtins)) - OF_EVERY_MODULE


@cache
def _statements(source: str) -> tuple[Statement, ...]:
    lines = source.split("\n")
    return tuple(_statement(node, lines) for node in ast.parse(source).body)


def _statement(node: ast.stmt, lines: list[str]) -> Statement:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first_line = min([node.lineno, *(decorator.lineno for decorator in decorators)])
    last_line = node.end_lineno or 0
    kept = (line for line in lines[first_line - 1 : last_line] if not MARKER.fullmatch(line))
    text = "\n".join(kept)
    table = symtable.symtable(text, "region", "exec")
    binds = frozenset(_defined(table))
    return Statement(node, text, first_line, last_line, binds, frozenset(_globals(table)))


def _defined(table: symtable.SymbolTable) -> set[str]:
    """Return the module's names, also those that an inner scope gives it: by := or global."""
    at_module_level = table.get_type() == "module"
    names = {
        symbol.get_name()
        for symbol in table.get_symbols()
        if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace()
        if at_module_level or symbol.is_declared_global()
    }
    if at_module_level:
        # Since Python 3.12 a comprehension has no table of its own: its := is only declared here.
        names |= {
            symbol.get_name() for symbol in table.get_symbols() if symbol.is_declared_global()
        }
    return names.union(*map(_defined, table.get_children()))


def _referenced(statements: Iterable[Statement]) -> set[str]:
    return {name for one in statements for name in one.refers_to} - set(dir(builtins))


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    at_module_level = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (at_module_level or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child)


def _import(node: Import, names: set[str]) -> str:
    kept = [
        alias for alias in node.names if (alias.asname or alias.name).partition(".")[0] in names
    ]
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(names=kept))
    line = ast.unparse(ast.ImportFrom(module=node.module, names=kept, level=node.level))
    if len(line) <= WIDTH:
        return line
    listed = "".join(f"    {ast.unparse(alias)},\n" for alias in kept)
    return f"{line.partition(' import ')[0]} import (\n{listed})"


def _laid_out(
    ordered: list[Statement],
    trimmed: Mapping[Statement, str],
    region: Region,
    lines: list[str],
) -> Iterator[str]:
    """Yield each statement with the blank lines before it; the region as one piece."""
    before: Statement | None = None
    for one in ordered:
        inside = one.is_inside(region)
        if inside and before is not None and before.is_inside(region):
            continue
        yield _gap(before, one, lines)
        yield trimmed.get(one, region.text if inside else one.text)
        before = one


def _gap(before: Statement | None, one: Statement, lines: list[str]) -> str:
    if before is None:
        return ""
    between = lines[before.last_line : one.first_line - 1]
    if all(line.strip() for line in between):
        return "\n"
    return "\n\n" if isinstance(one.node, Import) else "\n\n\n"
