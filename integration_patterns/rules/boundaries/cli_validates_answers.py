"""What the backend answers is validated before a command trusts it.

A command of another release, or a proxy's error page, otherwise ends in a `KeyError` with a
traceback, or prints `None` as if it were an answer.
A model that refuses such an answer gives the command one place to say so in one line.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import Function, method, targets
from integration_patterns.rules.backend.models import models
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import ORDER

SUMMARY = "Each .json() in the CLI goes straight into a model or a TypeAdapter."
PATTERNS = ("cli-backend", "validation-boundaries")
NEEDS = ("cli",)
NOTHING = "the command line reads no .json()"
VALIDATORS = {"model_validate", "validate_python", "parse_obj"}
GOOD = ORDER | {
    "app/cli/main.py": (
        "import httpx\n\nfrom app.services.models import Order\n\n\n"
        "def order(url: str) -> Order:\n"
        "    return Order.model_validate(httpx.get(url).json())\n"
    ),
}
BAD = {
    "app/cli/main.py": (
        'import httpx\n\n\ndef total(url: str) -> int:\n    return httpx.get(url).json()["total"]\n'
    )
}


def check(project: Project) -> Iterator[Problem]:
    """Follow each answer to the call that it is passed to."""
    classes = {model.node for model in models(project, "pydantic.BaseModel", "pydantic.RootModel")}
    for source in project.within("cli"):
        flow = _Flow(project, source, classes)
        for call in project.each(_answers(source)):
            if not flow.is_validated(call) and not flow.is_validated_later(call):
                yield source.problem(
                    call.lineno,
                    "an answer of the backend is trusted as it comes",
                    "pass .json() to the model's model_validate, or to a TypeAdapter's "
                    "validate_python",
                )


def _answers(source: Source) -> list[ast.Call]:
    return [call for call in source.nodes(ast.Call) if _is_json(call) or _is_loads(source, call)]


def _is_json(call: ast.Call) -> bool:
    return method(call) == "json" and not call.args and not call.keywords


def _is_loads(source: Source, call: ast.Call) -> bool:
    """Whether this is `json.loads(response.text)`."""
    body = call.args[0] if call.args else None
    is_body = isinstance(body, ast.Attribute) and body.attr in {"text", "content"}
    return is_body and source.dotted(call.func) in {"json.loads", "orjson.loads"}


@dataclass(frozen=True)
class _Flow:
    """Where a value goes in one file."""

    project: Project
    source: Source
    models: set[ast.ClassDef]

    def is_validated(self, node: ast.AST) -> bool:
        """Whether a value goes straight into a validator, as a whole or one by one."""
        around = self.source.parent(node)
        if isinstance(around, ast.Await):
            node, around = around, self.source.parent(around)
        if isinstance(around, ast.Call):
            return node in around.args and method(around) in VALIDATORS
        if isinstance(around, ast.keyword):  # Order(**response.json())
            call = self.source.parent(around)
            made = self.project.resolve(self.source, getattr(call, "func", None))
            return around.arg is None and made is not None and made[1] in self.models
        if isinstance(around, ast.comprehension | ast.For) and around.iter is node:
            return isinstance(around.target, ast.Name) and self._are_validated(around.target)
        return False

    def is_validated_later(self, call: ast.Call) -> bool:
        """Whether the answer gets a name first, and that is what is validated."""
        outer = (one for one in self.source.parents(call) if targets(one))
        named = next(outer, None)
        if isinstance(named, ast.Assign | ast.AnnAssign | ast.NamedExpr):
            target = named.targets[0] if isinstance(named, ast.Assign) else named.target
            is_whole = named.value is call or isinstance(named.value, ast.Await)
            return is_whole and isinstance(target, ast.Name) and self._are_validated(target)
        return False

    def _are_validated(self, name: ast.Name) -> bool:
        """Whether all that is done with a name, at least once, is validating it."""
        function = self.source.function_of(name)
        uses = [
            node
            for node in (ast.walk(function) if isinstance(function, Function) else ())
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id == name.id
        ]
        return bool(uses) and all(self.is_validated(use) for use in uses)
