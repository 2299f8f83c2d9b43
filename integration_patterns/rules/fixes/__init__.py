"""What `--fix` does. In: findings. Out: the changes that are certain, and why the rest is left.

It gives jobs their ids. It freezes no model: nothing can tell which code assigns to an instance
that it is given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.check import Outcome
from integration_patterns.rules.finding import CannotCheckError, Finding
from integration_patterns.rules.fixes.edits import Change, Edit, adds_keywords, apply
from integration_patterns.rules.fixes.naming import name_job
from integration_patterns.rules.fixes.repository import Repository
from integration_patterns.rules.rule import Rule
from integration_patterns.rules.scheduler import job_has_id

FIXED = Rule.of(job_has_id).name
UNREADABLE = "the file isn't UTF-8 without a byte order mark"
UNSURE = "adding it here would change more than this call"


@dataclass(frozen=True)
class Plan:
    """What `--fix` would write, and the findings that it leaves, each with the reason."""

    changes: list[Change]
    left: list[tuple[Finding, str]]


def plan(project: Project, outcomes: Iterable[Outcome]) -> Plan:
    """Every change that is certain, one for each file."""
    repository = Repository.around(project)
    by_path: dict[str, list[Finding]] = {}
    for outcome in outcomes:
        for finding in outcome.findings if outcome.rule.name == FIXED else []:
            by_path.setdefault(finding.path, []).append(finding)
    changes: list[Change] = []
    left: list[tuple[Finding, str]] = []
    for path in sorted(by_path):
        change, rest = _change(project, path, by_path[path], repository)
        changes += [change] if change else []
        left += rest
    return Plan(changes, left)


def write(project: Project, to_write: Iterable[Change]) -> None:
    """Make the changes: all of them, or none if one of the files has changed.

    Raises:
        CannotCheckError: A file can't be written, or has changed since it was read.
    """
    to_write = list(to_write)
    for change in to_write:
        if _text(project.root / change.path) != change.before:
            raise CannotCheckError(change.path, "has changed meanwhile", "run it again")
    for change in to_write:
        try:
            with (project.root / change.path).open("w", encoding="utf-8", newline="") as opened:
                opened.write(change.after)
        except OSError as error:
            raise CannotCheckError(
                change.path, f"can't be written: {error.strerror}", "allow writing it"
            ) from error


def _change(
    project: Project, path: str, findings: list[Finding], repository: Repository
) -> tuple[Change | None, list[tuple[Finding, str]]]:
    source, before = project.source_at(path), _text(project.root / path)
    if source is None or before is None or before.startswith("\ufeff"):
        return None, [(one, UNREADABLE) for one in findings]
    edits: list[Edit] = []
    left: list[tuple[Finding, str]] = []
    for finding in findings:
        answer = name_job(project, source, finding, repository)
        if isinstance(answer, str):
            left.append((finding, answer))
        elif adds_keywords(before, answer):
            edits.append(answer)
        else:
            left.append((finding, UNSURE))
    return Change(path, before, apply(before, edits)) if edits else None, left


def _text(file: Path) -> str | None:
    """The file with its own line ends; None unless it is UTF-8."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
