"""For scripts: one object, whose `format` changes when its fields do."""

import json
from dataclasses import asdict

import typer

from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.formats.report import Report

FORMAT = 2


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
    _print(rules=rules, findings=[asdict(one) for one in report.findings], error=None)


def json_refusal(error: CannotCheckError) -> None:
    """Print the same object, whose `error` says why nothing was checked."""
    why = {"where": error.where, "what": error.what, "fix": error.fix}
    _print(rules=[], findings=[], error=why)


def _print(**fields: object) -> None:
    typer.echo(json.dumps({"format": FORMAT, **fields}, indent=2))
