"""Everything in the repository that could rely on what a fix changes, tests and scripts too."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from integration_patterns.rules.defining import targets
from integration_patterns.rules.fixes.handing import handed
from integration_patterns.rules.project import Project
from integration_patterns.rules.reading import read_package
from integration_patterns.rules.source import Function, Source

SETTERS = ("setattr", "delattr", "__setattr__", "__delattr__")
# These reach past what a frozen model forbids, so they tell nothing of it.
AROUND = ("object.__setattr__", "object.__delattr__")
PYDANTIC_2 = {
    "ConfigDict",
    "TypeAdapter",
    "computed_field",
    "field_serializer",
    "field_validator",
    "model_serializer",
    "model_validator",
}
METHODS_OF_2 = {"model_copy", "model_dump", "model_dump_json", "model_validate"}


@dataclass
class Surroundings:
    """What the files around an application do with attributes and classes.

    Args:
        classes: Every class by its name, with its file.
        derived: The same by the name of each of its bases.
        aliases: The names that `NAME = Class` gives to a class or anything else.
        handed: Where a class of a name is handed to something.
        assigned: Where an attribute of a name is assigned to or deleted.
        unclear: Where something is assigned or derived that can't be named.
        knows_pydantic_2: Whether some file uses what only Pydantic 2 has.
    """

    classes: dict[str, list[tuple[Source, ast.ClassDef]]] = field(default_factory=dict)
    derived: dict[str, list[tuple[Source, ast.ClassDef]]] = field(default_factory=dict)
    aliases: dict[str, list[str]] = field(default_factory=dict)
    handed: dict[str, str] = field(default_factory=dict)
    assigned: dict[str, str] = field(default_factory=dict)
    unclear: str = ""
    knows_pydantic_2: bool = False

    @classmethod
    def of(cls, project: Project) -> "Surroundings":
        """Read every Python file of the repository, or of the project if it is in none."""
        found = cls()
        top = _repository(project.root.absolute())
        for source in read_package(top, top, top):
            if isinstance(source, Source):
                found._add(source)
            else:
                found.unclear = found.unclear or f"{source.path} can't be read"
        return found

    def _add(self, source: Source) -> None:
        for node in source.nodes(ast.ClassDef):
            self._add_class(source, node)
        for assignment in source.nodes(ast.Assign):
            if isinstance(assignment.value, ast.Name | ast.Attribute | ast.Subscript):
                self.aliases.setdefault(source.last(assignment.value), []).extend(
                    targets(assignment)
                )
        for attribute in source.nodes(ast.Attribute):
            if isinstance(attribute.ctx, ast.Store | ast.Del):
                self._assigned(source, attribute, attribute.attr)
            elif attribute.attr in METHODS_OF_2:
                self.knows_pydantic_2 = True
        for name, line in handed(source):
            self.handed.setdefault(name, f"{source.path}:{line}")
        for call in source.nodes(ast.Call):
            self._add_call(source, call)
        if any(_is_of_2(one.full) for one in source.imports):
            self.knows_pydantic_2 = True

    def _add_class(self, source: Source, node: ast.ClassDef) -> None:
        self.classes.setdefault(node.name, []).append((source, node))
        for base in node.bases:
            self.derived.setdefault(source.last(base), []).append((source, node))
            if _is_argument(source, base):
                self._unclear(source, node, f"the base of {node.name} can't be seen")

    def _add_call(self, source: Source, call: ast.Call) -> None:
        called = call.func.attr if isinstance(call.func, ast.Attribute) else source.last(call.func)
        if called in SETTERS and source.dotted(call.func) not in AROUND:
            names = [*_names(call)]
            for name in names:
                self._assigned(source, call, name)
            if not names and not _is_super(call):
                self._unclear(source, call, "an attribute is set whose name can't be seen")
        elif called == "object" and len(call.args) > 1:  # mock's patch.object
            for name in _names(call):
                self._assigned(source, call, name)
        elif called == "create_model" and any(one.arg == "__base__" for one in call.keywords):
            self._unclear(source, call, "create_model() derives from a class")
        elif called == "type" and len(call.args) > 1:
            self._unclear(source, call, "type() derives from a class")

    def _assigned(self, source: Source, node: ast.expr, name: str) -> None:
        self.assigned.setdefault(name, f"{source.path}:{node.lineno}")

    def _unclear(self, source: Source, node: ast.expr | ast.stmt, what: str) -> None:
        self.unclear = self.unclear or f"{source.path}:{node.lineno}: {what}"


def _repository(root: Path) -> Path:
    return next((one for one in (root, *root.parents) if (one / ".git").exists()), root)


def _is_argument(source: Source, base: ast.expr) -> bool:
    """Whether a base class is what a function was given, as in `def make(base): class A(base)`."""
    if isinstance(base, ast.Starred | ast.Call):
        return True
    functions = [one for one in source.parents(base) if isinstance(one, Function)]
    given = (
        argument.arg
        for one in functions
        for argument in ast.walk(one.args)
        if isinstance(argument, ast.arg)
    )
    return isinstance(base, ast.Name) and base.id in set(given)


def _names(call: ast.Call) -> Iterator[str]:
    for given in call.args[:2]:
        if isinstance(given, ast.Constant) and isinstance(given.value, str):
            yield given.value.rpartition(".")[2]


def _is_super(call: ast.Call) -> bool:
    """Whether this is `super().__setattr__(…)`, in a class that `freeze` leaves alone."""
    made = call.func.value if isinstance(call.func, ast.Attribute) else None
    return (
        isinstance(made, ast.Call) and isinstance(made.func, ast.Name) and made.func.id == "super"
    )


def _is_of_2(name: str) -> bool:
    library, _, rest = name.partition(".")
    return library in {"pydantic_core", "pydantic_settings"} or (
        library == "pydantic" and rest.rpartition(".")[2] in PYDANTIC_2
    )
