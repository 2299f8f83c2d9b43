"""Makes a region self-contained: the imports and definitions it needs, and nothing more."""

from __future__ import annotations

import ast
import builtins
import symtable
from typing import TYPE_CHECKING

from integration_patterns.snippets.regions import MARKER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from integration_patterns.snippets.regions import Region

Import = ast.Import | ast.ImportFrom
WIDTH = 100
OF_EVERY_MODULE = {"__file__", "__name__", "__package__", "__spec__"}


def self_contained(source: str, region: Region, also: Iterable[Region] = ()) -> str:
    """Return a module that runs alone: the region with all it refers to, transitively.

    `also` are regions that matter for their effects, which no analysis of names can see.
    """
    lines = source.split("\n")
    statements = ast.parse(source).body
    asked_for = {
        node
        for node in statements
        for part in (region, *also)
        if _first_line(node) <= part.last_line and (node.end_lineno or 0) >= part.first_line
    }
    if not asked_for:
        return region.text
    needed = set(asked_for)
    names = _referenced(needed, lines)
    while missing := {
        node
        for node in statements
        if node not in needed and _bound(node, lines) & names and not _is_future(node)
    }:
        needed |= missing
        names = _referenced(needed, lines)
    needed |= {node for node in statements if _is_future(node)}
    trimmed: dict[ast.stmt, str] = {
        node: _import(node, names) for node in needed - asked_for if isinstance(node, Import)
    }
    ordered = [node for node in statements if node in needed]
    return "".join(_laid_out(ordered, trimmed, region, lines)).strip("\n")


def unresolved(text: str) -> set[str]:
    """Return the names that a slice uses and nothing in it defines."""
    table = symtable.symtable(text, "slice", "exec")
    return set(_globals(table)) - _defined(table) - set(dir(builtins)) - OF_EVERY_MODULE


def _first_line(node: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    return min([node.lineno, *(decorator.lineno for decorator in decorators)])


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _source(node: ast.stmt, lines: list[str]) -> str:
    kept = lines[_first_line(node) - 1 : node.end_lineno]
    return "\n".join(line for line in kept if not MARKER.fullmatch(line))


def _table(node: ast.stmt, lines: list[str]) -> symtable.SymbolTable:
    return symtable.symtable(_source(node, lines), "region", "exec")


def _bound(node: ast.stmt, lines: list[str]) -> set[str]:
    return _defined(_table(node, lines))


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


def _referenced(nodes: Iterable[ast.stmt], lines: list[str]) -> set[str]:
    names = {name for node in nodes for name in _globals(_table(node, lines))}
    return names - set(dir(builtins))


def _globals(table: symtable.SymbolTable) -> Iterator[str]:
    at_module_level = table.get_type() == "module"
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (at_module_level or symbol.is_global()):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _globals(child)


def _import(node: Import, names: set[str]) -> str:
    kept = [
        alias
        for alias in node.names
        if _is_future(node) or (alias.asname or alias.name).partition(".")[0] in names
    ]
    if isinstance(node, ast.Import):
        return ast.unparse(ast.Import(names=kept))
    line = ast.unparse(ast.ImportFrom(module=node.module, names=kept, level=node.level))
    if len(line) <= WIDTH:
        return line
    listed = "".join(f"    {ast.unparse(alias)},\n" for alias in kept)
    return f"{line.partition(' import ')[0]} import (\n{listed})"


def _laid_out(
    ordered: list[ast.stmt],
    trimmed: Mapping[ast.stmt, str],
    region: Region,
    lines: list[str],
) -> Iterator[str]:
    """Yield each statement with the blank lines before it; the region as one piece."""
    before: ast.stmt | None = None
    for node in ordered:
        inside = _is_inside(node, region)
        if inside and before is not None and _is_inside(before, region):
            continue
        yield _gap(before, node, lines)
        whole = region.text if inside else _source(node, lines)
        yield trimmed.get(node, whole)
        before = node


def _is_inside(node: ast.stmt, region: Region) -> bool:
    last_line = node.end_lineno or 0
    return region.first_line <= _first_line(node) and last_line <= region.last_line


def _gap(before: ast.stmt | None, node: ast.stmt, lines: list[str]) -> str:
    if before is None:
        return ""
    between = lines[before.end_lineno or 0 : _first_line(node) - 1]
    if all(line.strip() for line in between):
        return "\n"
    return "\n\n" if isinstance(node, Import) else "\n\n\n"
