"""What the backend answers is validated before a command trusts it.

A command of another release, or a proxy's error page, otherwise ends in a `KeyError` with a
traceback, or prints `None` as if it were an answer.
A model that refuses such an answer gives the command one place to say so in one line.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project
from integration_patterns.rules.source import Function, Source

SUMMARY = "Each .json() in the CLI goes straight into model_validate or validate_python."
NEEDS = ("cli",)
VALIDATORS = {"model_validate", "validate_python", "parse_obj", "TypeAdapter"}
GOOD = {
    "app/cli/main.py": (
        "import httpx\n\nfrom app.services.models import Order\n\n\n"
        "def order(url: str) -> Order:\n"
        "    return Order.model_validate(httpx.get(url).json())\n"
    )
}
BAD = {
    "app/cli/main.py": (
        'import httpx\n\n\ndef total(url: str) -> int:\n    return httpx.get(url).json()["total"]\n'
    )
}


def applies(project: Project) -> str:
    """Why the rule has nothing to say; empty when it has."""
    found = any(_answers(source) for source in project.within("cli"))
    return "" if found else "the command line reads no .json()"


def check(project: Project) -> Iterator[Finding]:
    """Follow each answer to the call that it is passed to."""
    for source in project.within("cli"):
        for call in project.each(_answers(source)):
            if not (_is_validated(source, call) or _is_validated_later(source, call)):
                yield Finding(
                    source.path,
                    call.lineno,
                    "cli-validates-answers",
                    "an answer of the backend is trusted as it comes",
                    "pass .json() to the model's model_validate, or to a TypeAdapter's "
                    "validate_python",
                )


def _answers(source: Source) -> list[ast.Call]:
    return [
        call
        for call in source.nodes(ast.Call)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "json"
        and not call.args
        and not call.keywords
    ]


def _is_validated(source: Source, node: ast.AST) -> bool:
    around = source.parent(node)
    if isinstance(around, ast.Await):
        return _is_validated(source, around)
    return isinstance(around, ast.Call) and node in around.args and _validates(around)


def _validates(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in VALIDATORS


def _is_validated_later(source: Source, call: ast.Call) -> bool:
    """Whether the answer gets a name first, and that is what is validated."""
    statement = next((one for one in source.parents(call) if isinstance(one, ast.stmt)), None)
    function = source.function_of(call)
    if not isinstance(statement, ast.Assign) or not isinstance(function, Function):
        return False
    names = {target.id for target in statement.targets if isinstance(target, ast.Name)}
    uses = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in names
    ]
    return bool(uses) and all(_is_validated(source, use) for use in uses)
