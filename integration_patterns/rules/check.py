"""Asks each rule, and keeps what a project has exempted apart."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from integration_patterns.rules.application.config import WHERE, Config
from integration_patterns.rules.application.layout import PARTS
from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import CannotCheckError, Finding
from integration_patterns.rules.registry import NAMES, READABLE
from integration_patterns.rules.rule import Rule
from integration_patterns.rules.scheduler.jobs import is_of_4

FIX = "fix: name the folder under folders, or turn the rule off with its reason"


class State(StrEnum):
    """How a rule ended."""

    KEPT = "kept"
    BROKEN = "broken"
    BLIND = "examined nothing"
    NOT_APPLICABLE = "not applicable"
    OFF = "off"
    NOT_RUN = "not run"


@dataclass(frozen=True)
class Outcome:
    """What one rule said of the application."""

    rule: Rule
    state: State
    examined: int = 0
    findings: list[Finding] = field(default_factory=list)
    exempted: int = 0
    known: int = 0
    note: str = ""

    @property
    def has_looked(self) -> bool:
        """Whether the rule was asked at all."""
        return self.state in {State.KEPT, State.BROKEN, State.BLIND}

    @property
    def is_failure(self) -> bool:
        """Whether the check must not pass."""
        return self.state in {State.BROKEN, State.BLIND}


def check(
    project: Project, config: Config, rules: Iterable[Rule], *, may_import: bool = False
) -> list[Outcome]:
    """The outcome of each rule, in their order.

    Raises:
        CannotCheckError: An exemption covers nothing any more, no folder of the layout is there,
            or no rule is left that looks at anything.
    """
    used: set[int] = set()
    chosen = list(rules)
    outcomes = [_ask(project, config, rule, used, may_import=may_import) for rule in chosen]
    _refuse_unknown_layout(project, outcomes)
    _refuse_blindness(project, config)
    ran = {one.rule.name for one in outcomes if one.state in {State.KEPT, State.BROKEN}}
    for number, exemption in enumerate(config.exempt):
        if number not in used and exemption.rule in ran:
            raise CannotCheckError(WHERE, f"{exemption} covers no finding", "remove it")
    return outcomes


def every_chosen(outcomes: Iterable[Outcome]) -> None:
    """Refuse to pass for a rule that was chosen by its name and has looked at nothing.

    Raises:
        CannotCheckError: It names the rule, and why it was not asked.
    """
    for one in outcomes:
        if not one.has_looked:
            raise CannotCheckError(
                f"--only {one.rule.name}",
                f"the rule checks nothing here, because it is {one.state}: {one.note}",
                "change that, or leave the rule out",
            )


def _refuse_blindness(project: Project, config: Config) -> None:
    """Rules that are off look at nothing, and what can't be read is hidden from the others."""
    if config.off.keys() >= NAMES:
        what = "every rule is off, so nothing is checked"
        raise CannotCheckError(f"{WHERE} off", what, "turn on a rule")
    if project.unreadable and READABLE.name in config.off:
        hidden = project.unreadable[0]
        what = f"{READABLE.name} is off, and {hidden.path} {hidden.what}"
        raise CannotCheckError(f"{WHERE} off", what, "turn the rule on, or fix that file")


def _refuse_unknown_layout(project: Project, outcomes: list[Outcome]) -> None:
    """No folder of the layout is there, so every rule about one would pass unseen."""
    is_asked = any(PARTS.keys() & set(one.rule.needs) for one in outcomes)
    if is_asked and not project.unreadable and not any(project.has(part) for part in PARTS):
        raise CannotCheckError(
            project.layout.package or project.home.name,
            "it has none of the folders that the rules are about, such as "
            f"{project.layout.folder('services')}",
            f"say what they are called here, in {WHERE} folders",
        )


def _ask(
    project: Project, config: Config, rule: Rule, used: set[int], *, may_import: bool
) -> Outcome:
    if state := _why_not(project, config, rule, may_import=may_import):
        return Outcome(rule, state[0], note=state[1])
    project.examined = 0
    found = rule.findings(project)
    kept = [one for one in found if not _is_exempt(one, project, config, used)]
    exempted = len(found) - len(kept)
    if kept:
        return Outcome(rule, State.BROKEN, project.examined, kept, exempted)
    if not project.examined and rule.nothing:
        return Outcome(rule, State.NOT_APPLICABLE, note=rule.nothing)
    if not project.examined:
        folders = " and ".join(project.layout.folder(part) for part in rule.needs)
        return Outcome(rule, State.BLIND, note=f"found nothing to look at in {folders}. {FIX}")
    return Outcome(rule, State.KEPT, project.examined, exempted=exempted)


def _why_not(
    project: Project, config: Config, rule: Rule, *, may_import: bool
) -> tuple[State, str] | None:
    """The state of a rule that isn't asked, and the reason; None if it is."""
    if reason := config.off.get(rule.name):
        return State.OFF, reason
    missing = [part for part in rule.needs if not project.has(part)]
    if missing:
        folders = " and ".join(project.layout.folder(part) for part in missing)
        return State.NOT_APPLICABLE, f"there is no {folders}"
    if "scheduler" in rule.needs and is_of_4(project):
        return State.NOT_APPLICABLE, "it knows the jobs of APScheduler 3, and this is 4"
    if rule.imports_the_app and not may_import:
        return State.NOT_RUN, "it imports the app: ask for it with --import"
    return None


def _is_exempt(finding: Finding, project: Project, config: Config, used: set[int]) -> bool:
    line = project.line(finding)
    for number, exemption in enumerate(config.exempt):
        if exemption.covers(finding, line):
            used.add(number)
            return True
    return False
