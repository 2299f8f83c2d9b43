"""The guide's own app follows every rule of the guide, and every rule has looked at it."""

import pytest

from integration_patterns.rules.check import State
from integration_patterns.rules.registry import RULES
from tests.support.processes import EXAMPLE_APP
from tests.support.rules import ask


# --8<-- [start:our-app]
def test_our_app_keeps_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """Each rule, also the ones that import the app, examined something and found nothing wrong."""
    outcomes = ask(EXAMPLE_APP, may_import=True)

    with capsys.disabled():
        print(  # noqa: T201 - how much was looked at is part of the result
            *(f"\n{one.examined:5} {name}" for name, one in outcomes.items()), end=" "
        )
    findings = [str(finding) for one in outcomes.values() for finding in one.findings]
    assert findings == []
    assert {name: one.state for name, one in outcomes.items()} == {
        rule.name: State.KEPT for rule in RULES
    }
    assert all(one.examined >= 1 for one in outcomes.values())


# --8<-- [end:our-app]
