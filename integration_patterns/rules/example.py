"""Asks a rule about its own bad example, so that what it says is never made up."""

import tempfile
from pathlib import Path

from integration_patterns.rules.application.config import Config
from integration_patterns.rules.application.project import read_project
from integration_patterns.rules.check import check
from integration_patterns.rules.rule import Rule


def said_of(rule: Rule) -> str:
    """Every finding of the rule in its bad example."""
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for path, text in rule.bad.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")
        (outcome,) = check(read_project(root, Config()), Config(), [rule], may_import=True)
    return "\n".join(map(str, outcome.findings))
