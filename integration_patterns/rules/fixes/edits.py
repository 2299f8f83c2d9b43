"""Keywords that are added to a call, and nothing else."""

import ast
import difflib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

ADDED = {"id", "replace_existing"}


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
        before, after = _lines(self.before), _lines(self.after)
        return "".join(difflib.unified_diff(before, after, self.path, self.path))


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with every edit made, the last one first, so that places stay where they are."""
    lines = _lines(text)
    for edit in sorted(edits, key=lambda one: (one.line, one.column), reverse=True):
        content = lines[edit.line - 1].encode()
        inserted = content[: edit.column] + edit.text.encode() + content[edit.column :]
        lines[edit.line - 1] = inserted.decode()
    return "".join(lines)


def adds_keywords(text: str, edit: Edit) -> bool:
    """Whether the edit adds keywords to a call, and leaves the rest of the program as it is."""
    try:
        before, after = _outline(text), _outline(apply(text, [edit]))
    except SyntaxError:
        return False
    return before.rest == after.rest and after.added > before.added


class _Outline(NamedTuple):
    rest: str
    added: int


def _outline(text: str) -> _Outline:
    tree, added = ast.parse(text), 0
    for call in [node for node in ast.walk(tree) if isinstance(node, ast.Call)]:
        rest = [one for one in call.keywords if one.arg not in ADDED]
        added += len(call.keywords) - len(rest)
        call.keywords = rest
    return _Outline(ast.dump(tree), added)


def _lines(text: str) -> list[str]:
    """The lines as Python counts them: a form feed ends none."""
    return io.StringIO(text, newline="").readlines()
