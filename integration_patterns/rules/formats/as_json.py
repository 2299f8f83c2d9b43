"""For scripts: one object, whose `format` changes when its fields do."""

import json
from dataclasses import asdict

import typer

from integration_patterns.rules.formats.report import Report


def as_json(report: Report) -> None:
    """Print one JSON object."""
    rules = [
        {
            "rule": one.rule.name,
            "state": one.state,
            "examined": one.examined,
            "exempted": one.exempted,
            "known": one.known,
            "note": one.note,
        }
        for one in report.outcomes
    ]
    findings = [asdict(one) for one in report.findings]
    typer.echo(json.dumps({"format": 1, "rules": rules, "findings": findings}, indent=2))
