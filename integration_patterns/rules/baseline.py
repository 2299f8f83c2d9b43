"""What an old application breaks already, in a file: only what is new then fails.

A known finding is recognised by its rule, its file and what stands on its line, so that lines may
move.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.check import Outcome, State
from integration_patterns.rules.finding import CannotCheckError, Finding

Known = Counter[tuple[str, str, str]]
FORMAT = 1


def write(file: Path, project: Project, outcomes: Iterable[Outcome]) -> int:
    """Write every finding as known; return how many there are."""
    found = sorted(key(one, project) for outcome in outcomes for one in outcome.findings)
    known = [{"rule": rule, "path": path, "text": text} for rule, path, text in found]
    try:
        file.write_text(json.dumps({"format": FORMAT, "known": known}, indent=2) + "\n", "utf-8")
    except OSError as error:
        raise CannotCheckError(
            str(file), f"can't be written: {error.strerror}", "name another file"
        ) from error
    return len(known)


def read(file: Path) -> Known:
    """The known findings.

    Raises:
        CannotCheckError: The file isn't there, or isn't a baseline.
    """
    try:
        table = json.loads(file.read_text("utf-8"))
        known: list[dict[str, str]] = {FORMAT: table["known"]}[table["format"]]
        return Counter((one["rule"], one["path"], one["text"]) for one in known)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise CannotCheckError(
            str(file), f"is no baseline: {error}", "write one with --write-baseline"
        ) from error


def without(outcomes: Iterable[Outcome], known: Known, project: Project) -> list[Outcome]:
    """The same outcomes, less the findings that are known; `known` keeps what was not met."""
    return [_without(outcome, known, project) for outcome in outcomes]


def _without(outcome: Outcome, known: Known, project: Project) -> Outcome:
    new = []
    for finding in outcome.findings:
        name = key(finding, project)
        if known[name] > 0:
            known[name] -= 1
        else:
            new.append(finding)
    met = len(outcome.findings) - len(new)
    if not met:
        return outcome
    state = State.BROKEN if new else State.KEPT
    return replace(outcome, state=state, findings=new, known=met)


def key(finding: Finding, project: Project) -> tuple[str, str, str]:
    """What a finding is recognised by; the message where no line can be read."""
    return finding.rule, finding.path, project.line(finding) or finding.what
