"""Mends what is certain: a model nobody assigns to, a job with one name, a missing package file."""

import ast
import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from integration_patterns.rules.check import Outcome
from integration_patterns.rules.finding import CannotCheckError, Finding
from integration_patterns.rules.project import Project
from integration_patterns.rules.scheduler.jobs import Job, jobs
from integration_patterns.rules.source import Source

NEW_PACKAGE = ""


@dataclass(frozen=True)
class Change:
    """A file as it is, and as it should be; `before` is None where there is none yet."""

    path: str
    before: str | None
    after: str

    def diff(self) -> str:
        """What `patch` would take."""
        if self.before is None:
            return f"--- /dev/null\n+++ {self.path}\n"
        before = self.before.splitlines(keepends=True)
        after = self.after.splitlines(keepends=True)
        return "".join(difflib.unified_diff(before, after, self.path, self.path))


def changes(project: Project, outcomes: Iterable[Outcome]) -> list[Change]:
    """Every change that is certain, one for each file."""
    by_path: dict[str, list[Finding]] = {}
    for outcome in outcomes:
        for finding in outcome.findings if outcome.rule.name in FIXES else []:
            by_path.setdefault(finding.path, []).append(finding)
    found = [_change(project, path, by_path[path]) for path in sorted(by_path)]
    return [one for one in [*_missing_packages(project), *found] if one is not None]


def write(project: Project, to_write: Iterable[Change]) -> None:
    """Make the changes.

    Raises:
        CannotCheckError: A file can't be written, or has changed since it was read.
    """
    to_write = list(to_write)
    for change in to_write:  # all of them first: nothing is written, or everything
        if change.before is not None and _text(project.root / change.path) != change.before:
            raise CannotCheckError(change.path, "has changed meanwhile", "run it again")
    for change in to_write:
        file = project.root / change.path
        try:
            with file.open("w", encoding="utf-8", newline="") as opened:
                opened.write(change.after)
        except OSError as error:
            raise CannotCheckError(
                change.path, f"can't be written: {error.strerror}", "allow writing it"
            ) from error


def _change(project: Project, path: str, findings: list[Finding]) -> Change | None:
    source = project.source_at(path)
    file = project.root / path
    before = _text(file) if source is not None else None
    if source is None or before is None:
        return None
    lines = before.splitlines(keepends=True)
    for finding in sorted(findings, key=lambda one: one.line, reverse=True):
        FIXES[finding.rule](project, source, finding, lines)
    after = "".join(lines)
    return Change(path, before, after) if after != before and _is_valid(after) else None


def _text(file: Path) -> str | None:
    """The file with its own line ends; None unless it is UTF-8."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _is_valid(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _freeze(project: Project, source: Source, finding: Finding, lines: list[str]) -> None:
    """Add `frozen=True` to a class without a configuration whose fields nobody assigns to."""
    for node in source.nodes(ast.ClassDef):
        if node.lineno == finding.line and not node.keywords and not _is_configured(node):
            fields = {name for statement in node.body for name in _targets(statement)}
            if not fields & _assigned(project):
                last = node.bases[-1]
                _insert(lines, last.end_lineno, last.end_col_offset, ", frozen=True")


def _is_configured(node: ast.ClassDef) -> bool:
    return any(
        "model_config" in _targets(one) or (isinstance(one, ast.ClassDef) and one.name == "Config")
        for one in node.body
    )


def _assigned(project: Project) -> set[str]:
    """Every attribute that some line of the application assigns to."""
    return {
        node.attr
        for source in project.sources.values()
        for node in source.nodes(ast.Attribute)
        if isinstance(node.ctx, ast.Store)
    }


def _name_job(project: Project, source: Source, finding: Finding, lines: list[str]) -> None:
    """Give a job without an id the name of its function, if no other job has or would get it."""
    every = list(jobs(project))
    ids = [job.option("id") for job in every]
    taken = [str(one.value) for one in ids if isinstance(one, ast.Constant)]
    taken += [_function(job) for job in every]
    for job in every:
        is_meant = job.source is source and job.line == finding.line and job.option("id") is None
        if is_meant and _function(job) and taken.count(_function(job)) == 1:
            last = [*job.call.args, *(one.value for one in job.call.keywords)][-1]
            _insert(lines, last.end_lineno, last.end_col_offset, f', id="{_function(job)}"')


def _function(job: Job) -> str:
    return job.source.dotted(job.function).rpartition(".")[2]


def _insert(lines: list[str], line: int | None, column: int | None, text: str) -> None:
    """Put a text into a line, at a column counted in bytes, as the parser does."""
    if line is not None and column is not None:
        content = lines[line - 1].encode()
        lines[line - 1] = (content[:column] + text.encode() + content[column:]).decode()


def _targets(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.Assign):
        return [one.id for one in statement.targets if isinstance(one, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def _missing_packages(project: Project) -> Iterator[Change]:
    """An `__init__.py` for each folder of modules that has none, inside a package that has one."""
    top = project.layout.package
    if top not in project.sources:
        return
    for folder in sorted({Path(one.path).parent for one in project.sources.values()}):
        path = (folder / "__init__.py").as_posix()
        if project.source_at(path) is None and not (project.root / path).exists():
            yield Change(path, None, NEW_PACKAGE)


FIXES: dict[str, Callable[[Project, Source, Finding, list[str]], None]] = {
    "frozen-models": _freeze,
    "job-has-id": _name_job,
}
