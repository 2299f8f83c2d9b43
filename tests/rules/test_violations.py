"""Every rule notices one violation in a copy of our app: in the right place, and alone."""

from pathlib import Path

import pytest

from integration_patterns.rules.check import State
from integration_patterns.rules.registry import NAMES
from tests.support.rules import ask, copy_of_our_app
from tests.support.violations import VIOLATIONS, Violation

STARTS_PYTHON = "process-loads-its-own"
EACH = [
    pytest.param(one, marks=pytest.mark.slow) if one.rule == STARTS_PYTHON else one
    for one in VIOLATIONS
]


# --8<-- [start:violation]
@pytest.mark.parametrize("violation", EACH, ids=lambda violation: violation.rule)
def test_a_rule_notices_its_violation(violation: Violation, tmp_path: Path) -> None:
    """The finding names the file, the line, what is wrong and what to do; no other rule fires."""
    root = copy_of_our_app(tmp_path)
    places = violation.make(root)

    outcomes = ask(root, may_import=violation.rule == STARTS_PYTHON)

    found = outcomes[violation.rule].findings
    assert [(one.path, one.line) for one in found] == places
    assert places
    assert all(violation.message in one.what and one.fix for one in found)
    broken = {name for name, one in outcomes.items() if one.state is State.BROKEN}
    assert broken == {violation.rule, *violation.also}


# --8<-- [end:violation]


def test_every_rule_is_broken_on_purpose() -> None:
    assert sorted(one.rule for one in VIOLATIONS) == sorted(NAMES)
