"""Each rule comes with two examples: it must pass the one and find what is wrong in the other."""

from pathlib import Path

import pytest

from integration_patterns.rules.check import State
from integration_patterns.rules.registry import NAMES, RULES
from integration_patterns.rules.rule import Rule
from tests.support.rules import ask, write_files

EACH = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@EACH
def test_a_rule_accepts_its_good_example(rule: Rule, tmp_path: Path) -> None:
    """It has looked at something and has nothing to say."""
    root = write_files(tmp_path, rule.module.GOOD)

    outcome = ask(root, rule.name, may_import=True)[rule.name]

    assert (outcome.state, outcome.findings) == (State.KEPT, [])
    assert outcome.examined >= 1


@EACH
def test_a_rule_refuses_its_bad_example(rule: Rule, tmp_path: Path) -> None:
    """It finds one thing, in a file and on a line that exist, and says what to do."""
    root = write_files(tmp_path, rule.module.BAD)

    outcome = ask(root, rule.name, may_import=True)[rule.name]

    (finding,) = outcome.findings
    assert finding.rule == rule.name
    assert finding.line <= len((root / finding.path).read_text("utf-8").splitlines())
    assert not finding.what.endswith(".")
    assert not finding.fix.endswith(".")


@EACH
def test_a_rule_says_why_it_exists(rule: Rule) -> None:
    """Its docstring tells the incident, its summary is one sentence."""
    assert len(rule.why) > 100
    assert rule.summary.endswith(".")
    assert ". " not in rule.summary


def test_every_module_of_a_rule_is_registered() -> None:
    """A rule that nobody asks would be a wish again."""
    package = Path(__file__).parents[2] / "integration_patterns" / "rules"
    modules = {
        file.stem.replace("_", "-")
        for file in package.rglob("*.py")
        if "\nSUMMARY = " in file.read_text("utf-8")
    }

    assert modules == NAMES
    assert len(RULES) == len(NAMES)
