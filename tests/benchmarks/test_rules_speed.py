"""What the benchmark measures is an application that follows every rule."""

from pathlib import Path

from integration_patterns.benchmarks.rules_speed import generate
from integration_patterns.rules.check import State
from tests.support.rules import ask


def test_the_generated_application_is_examined_and_clean(tmp_path: Path) -> None:
    """A rule that had nothing to look at would be fast for nothing."""
    generate(tmp_path, 30)

    outcomes = ask(tmp_path)

    examined = {name: one.examined for name, one in outcomes.items() if one.examined}
    assert not any(one.is_failure for one in outcomes.values())
    assert examined["readable"] > 30
    assert examined["route-declares-response"] == 20
    assert examined["hook-contract"] == examined["frozen-models"] == 10
    assert outcomes["router-registered"].state is State.KEPT
