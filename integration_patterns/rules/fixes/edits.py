"""Keywords that are added to a class or a call, and nothing else."""

import ast
import difflib
from collections.abc import Iterable
from dataclasses import dataclass

ADDED = {"frozen", "id", "replace_existing"}


@dataclass(frozen=True)
class Edit:
    """A text to insert at a line, and a column counted in bytes, as the parser counts."""

    line: int
    column: int
    text: str

    @classmethod
    def after(cls, node: ast.expr, text: str) -> "Edit":
        """Insert a text behind an expression."""
        return cls(node.end_lineno or node.lineno, node.end_col_offset or 0, text)


@dataclass(frozen=True)
class Change:
    """A file as it is, and as it should be."""

    path: str
    before: str
    after: str

    def diff(self) -> str:
        """What `patch` would take."""
        before = self.before.splitlines(keepends=True)
        after = self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(before, after, self.path, self.path))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made, the last one first, so that places stay where they are."""
    lines = text.splitlines(keepends=True)
    for edit in sorted(edits, key=lambda one: (one.line, one.column), reverse=True):
        content = lines[edit.line - 1].encode()
        inserted = content[: edit.column] + edit.text.encode() + content[edit.column :]
        lines[edit.line - 1] = inserted.decode()
    return "".join(lines)


def only_adds_keywords(before: str, after: str) -> bool:
    """Whether both texts are the same program, apart from the keywords that fixes add."""
    try:
        return _without_added(before) == _without_added(after)
    except SyntaxError:
        return False


def _without_added(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call | ast.ClassDef):
            node.keywords = [one for one in node.keywords if one.arg not in ADDED]
    return ast.dump(tree)
