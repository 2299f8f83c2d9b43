"""What one piece of code says: a call, what it passes, what a function takes, what is defined."""

import ast

Function = ast.FunctionDef | ast.AsyncFunctionDef
MOST_WORDS = 80


def words(node: ast.AST | None) -> str:
    """A piece of code as a message quotes it: on one line, and cut where it is long."""
    try:
        text = ast.unparse(node) if node is not None else ""
    except RecursionError:  # thousands of nested calls
        return "…"
    line = " ".join(text.split())
    return line if len(line) <= MOST_WORDS else f"{line[:MOST_WORDS]}…"


def targets(statement: ast.AST) -> list[str]:
    """The names that a statement gives to something."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [statement.name]
    if isinstance(statement, ast.Assign):
        return [target.id for target in statement.targets if isinstance(target, ast.Name)]
    if isinstance(statement, ast.AnnAssign | ast.NamedExpr):
        return [statement.target.id] if isinstance(statement.target, ast.Name) else []
    alias = getattr(statement, "name", None)  # `type NAME = …`, which Python 3.11 can't parse
    return [alias.id] if isinstance(alias, ast.Name) else []


def method(node: ast.AST | None) -> str:
    """The name of the method that a call calls, as `get` in `x.get(1)`; else empty."""
    called = node.func if isinstance(node, ast.Call) else None
    return called.attr if isinstance(called, ast.Attribute) else ""


def receiver(call: ast.Call) -> ast.expr | None:
    """What a method is called on, as `x` in `x.get(1)`."""
    return call.func.value if isinstance(call.func, ast.Attribute) else None


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    """The value of one keyword of a call."""
    return keywords(call).get(name)


def keywords(call: ast.Call) -> dict[str, ast.expr]:
    """Every keyword of a call that is written out."""
    return {one.arg: one.value for one in call.keywords if one.arg}


def argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    """One argument of a call, by its name or its position."""
    return keyword(call, name) or next(iter(call.args[position:]), None)


def is_spelled_out(call: ast.Call) -> bool:
    """Whether no keyword hides in `**options`."""
    return all(one.arg for one in call.keywords)


def is_nothing(node: ast.expr | None) -> bool:
    """Whether an option is left out, or `None`."""
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def parameters(takes: ast.arguments) -> list[ast.arg]:
    """Everything that a function takes under a name."""
    return [*takes.posonlyargs, *takes.args, *takes.kwonlyargs]
