"""Freezes a model, if nothing in the repository could notice."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.defining import targets
from integration_patterns.rules.finding import Finding
from integration_patterns.rules.fixes.edits import Edit
from integration_patterns.rules.fixes.surroundings import Surroundings
from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Source

Family = dict[ast.ClassDef, Source]
KNOWN_BASES = {"ABC", "BaseModel", "Enum", "Generic", "RootModel", "StrEnum", "object"}
# `extra` may allow fields that no class names, and the others mean that fields are assigned.
TELLING = {"extra", "frozen", "validate_assignment", None}


def freeze(
    _project: Project, source: Source, finding: Finding, surroundings: Surroundings
) -> Edit | str:
    """Add `frozen=True` to a class, or say why that is not certain."""
    node = next(
        (one for one in source.nodes(ast.ClassDef) if one.lineno == finding.line),
        None,
    )
    if node is None or node.keywords or _configuration(node) is not None:
        return "it has a configuration of its own"
    if not surroundings.knows_pydantic_2:
        return "nothing here shows that the application uses Pydantic 2"
    if surroundings.unclear:
        return surroundings.unclear
    family = _family(node, source, surroundings)
    for member, around in family.items():
        if why := _is_unclear(around, member, surroundings):
            return f"{around.path}:{member.lineno}: {member.name} {why}"
    for name in sorted({name for member in family for name in _names(member)}):
        if place := surroundings.assigned.get(name):
            return f"{place}: something assigns to an attribute {name}"
    return Edit.after(node.bases[-1], ", frozen=True")


def _family(node: ast.ClassDef, source: Source, surroundings: Surroundings) -> Family:
    """The class, all that derive from it, and what each of them derives from, by their names.

    The name is enough: a class that is only called the same makes the answer more careful.
    """
    family: Family = {node: source}
    names = [node.name]
    for name in names:
        names += [one for one in surroundings.aliases.get(name, []) if one not in names]
        for around, one in surroundings.derived.get(name, []):
            family.setdefault(one, around)
            names += [one.name] if one.name not in names else []
    for one, around in list(family.items()):
        _add_bases(one, around, surroundings, family)
    return family


def _add_bases(
    node: ast.ClassDef, source: Source, surroundings: Surroundings, family: Family
) -> None:
    pending = [(source, node)]
    for around, one in pending:
        for base in one.bases:
            for found in surroundings.classes.get(around.last(base), []):
                if found[1] not in family:
                    family[found[1]] = found[0]
                    pending.append(found)


def _is_unclear(source: Source, node: ast.ClassDef, surroundings: Surroundings) -> str:
    for base in node.bases:
        name = source.last(base)
        if name not in KNOWN_BASES and name not in surroundings.classes:
            return f"derives from {name or 'something'}, which is not in this repository"
    if node.keywords:
        return "has keywords of its own"
    if unclear := (_configuration(node) or set()) & TELLING:
        return f"is configured with {', '.join(sorted(map(str, unclear)))}"
    if place := surroundings.handed.get(node.name):
        return f"is handed to something at {place}, which may change what it makes of it"
    if {"__setattr__", "__delattr__"} & {*_names(node)}:
        return "sets attributes in a way of its own"
    return ""


def _configuration(node: ast.ClassDef) -> set[str | None] | None:
    """The keys of `model_config` or `Config`; None without one, and among them if unreadable."""
    for statement in node.body:
        if isinstance(statement, ast.ClassDef) and statement.name == "Config":
            return {name for inner in statement.body for name in targets(inner)}
        if "model_config" in targets(statement):
            value = getattr(statement, "value", None)
            if isinstance(value, ast.Call) and not value.args:
                return {one.arg for one in value.keywords}
            if isinstance(value, ast.Dict):
                keys = (one.value if isinstance(one, ast.Constant) else None for one in value.keys)
                return {str(one) if one is not None else None for one in keys}
            return {None}
    return None


def _names(node: ast.ClassDef) -> Iterator[str]:
    """Every attribute that a class defines, but private ones: frozen models let those change."""
    yield "root"
    for statement in node.body:
        yield from (one for one in targets(statement) if one[:1] != "_" or one[:2] == "__")
