"""What was validated stays valid: a model that crosses a boundary is frozen.

FastAPI does not validate an instance of the declared class again, so a field that is changed on
the way leaves the process as it is: `200 {"count": "oops"}`.
Whether a response is validated is asked in
[fastapi#3021](https://github.com/fastapi/fastapi/issues/3021).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import targets
from integration_patterns.rules.backend.models import Model, models
from integration_patterns.rules.finding import Problem

SUMMARY = "Each public Pydantic model of services, core and backend is frozen, or its base is."
PATTERNS = ("validation-boundaries",)
NEEDS = ("services",)
NOTHING = "there is no Pydantic model"
BASES = ("pydantic.BaseModel", "pydantic.RootModel", "pydantic.main.BaseModel")
PARTS = ("services", "core", "backend", "api")
GOOD = {
    "app/services/models.py": (
        "from pydantic import BaseModel, ConfigDict\n\n\n"
        "class Order(BaseModel):\n"
        "    model_config = ConfigDict(frozen=True)\n\n"
        "    total: int\n"
    )
}
BAD = {
    "app/services/models.py": (
        "from pydantic import BaseModel\n\n\nclass Order(BaseModel):\n    total: int\n"
    )
}


def check(project: Project) -> Iterator[Problem]:
    """Follow the base classes of each model; one finding for the topmost that isn't frozen."""
    found = list(_public(project))
    melting = {one.node for one in found if not _is_frozen(project, one)}
    for model in project.each(found):
        if model.node in melting and not any(base.node in melting for base in model.bases):
            yield model.source.problem(
                model.node.lineno,
                f"the model {model.node.name} can be changed after it was validated",
                "write model_config = ConfigDict(frozen=True), here or in a base class",
            )


def _public(project: Project) -> Iterator[Model]:
    return (
        one
        for one in models(project, *BASES)
        if project.layout.is_in(one.source.module, *PARTS) and not _is_private(one)
    )


def _is_private(model: Model) -> bool:
    is_nested = model.source.function_of(model.node) is not None
    return model.node.name.startswith("_") or is_nested


def _is_frozen(project: Project, model: Model) -> bool:
    """What the nearest class says that says anything."""
    said = (_frozen(project, one) for one in (model, *model.bases))
    return next((one for one in said if one is not None), False)


def _frozen(project: Project, model: Model) -> bool | None:
    """What a class says of itself; None if nothing."""
    for given in model.node.keywords:
        if given.arg == "frozen":
            return _is_true(given.value)
    for statement in model.node.body:
        if isinstance(statement, ast.ClassDef) and statement.name == "Config":
            inner = (one for one in statement.body if "frozen" in targets(one))
            return next((_is_true(getattr(one, "value", None)) for one in inner), None)
        if "model_config" in targets(statement):
            return _config(project, model.source, getattr(statement, "value", None))
    return None


def _config(project: Project, source: Source, value: ast.expr | None) -> bool | None:
    """What `ConfigDict(frozen=True)` or `{"frozen": True}` says, also under a name."""
    if isinstance(value, ast.Name | ast.Attribute):
        found = project.assigned(source, value)
        value = found[1] if found else None
    pairs: list[tuple[object, ast.expr]]
    if isinstance(value, ast.Call):
        pairs = [(one.arg, one.value) for one in value.keywords]
    elif isinstance(value, ast.Dict):
        pairs = [
            (key.value if isinstance(key, ast.Constant) else None, given)
            for key, given in zip(value.keys, value.values, strict=True)
        ]
    else:
        return None
    for key, given in reversed(pairs):
        if key == "frozen":
            return _is_true(given)
        if key is None and (found := project.assigned(source, given)):  # **BASE
            return _config(project, *found)
    return None


def _is_true(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
