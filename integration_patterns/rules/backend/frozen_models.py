"""What was validated stays valid: a model that crosses a boundary is frozen.

FastAPI does not validate an instance of the declared class again, so a field that is changed on
the way leaves the process as it is: `200 {"count": "oops"}`.
Whether a response is validated is asked in
[fastapi#3021](https://github.com/fastapi/fastapi/issues/3021).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.models import Model, models
from integration_patterns.rules.project import Project

SUMMARY = "Each public Pydantic model of services, core and backend is frozen, or its base is."
NEEDS = ("services",)
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


def applies(project: Project) -> str:
    """Why the rule has nothing to say; empty when it has."""
    return "" if any(_public(project)) else "there is no Pydantic model"


def check(project: Project) -> Iterator[Finding]:
    """Follow the base classes of each model; one finding for the topmost that isn't frozen."""
    found = list(_public(project))
    own = {model.node for model in found}
    for model in project.each(found):
        is_frozen = any(_is_frozen(one) for one in (model, *model.bases))
        if not is_frozen and not any(base.node in own for base in model.bases):
            yield Finding(
                model.source.path,
                model.node.lineno,
                "frozen-models",
                f"the model {model.node.name} can be changed after it was validated",
                "write model_config = ConfigDict(frozen=True), here or in a base class",
            )


def _public(project: Project) -> Iterator[Model]:
    return (
        one
        for one in models(project, "pydantic.BaseModel")
        if project.layout.is_in(one.source.module, *PARTS) and not _is_private(one)
    )


def _is_private(model: Model) -> bool:
    is_nested = model.source.function_of(model.node) is not None
    return model.node.name.startswith("_") or is_nested


def _is_frozen(model: Model) -> bool:
    return any(_is_true(one.value) for one in model.node.keywords if one.arg == "frozen") or any(
        _freezes(statement) for statement in model.node.body
    )


def _freezes(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.ClassDef) and statement.name == "Config":
        return any(_assigns_true(inner) for inner in statement.body)
    if not isinstance(statement, ast.Assign | ast.AnnAssign):
        return False
    value = statement.value
    if isinstance(value, ast.Call):
        return any(one.arg == "frozen" and _is_true(one.value) for one in value.keywords)
    if isinstance(value, ast.Dict):
        return any(
            isinstance(key, ast.Constant) and key.value == "frozen" and _is_true(given)
            for key, given in zip(value.keys, value.values, strict=True)
        )
    return False


def _assigns_true(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Assign)
        and any(isinstance(one, ast.Name) and one.id == "frozen" for one in statement.targets)
        and _is_true(statement.value)
    )


def _is_true(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is True
