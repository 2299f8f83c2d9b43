"""For code scanning: SARIF 2.1.0, as GitHub and editors read it."""

import hashlib
import json
from importlib.metadata import version
from typing import Any
from urllib.parse import quote

import typer

from integration_patterns.rules.baseline import key
from integration_patterns.rules.check import Outcome
from integration_patterns.rules.finding import CannotCheckError, Finding
from integration_patterns.rules.formats.report import Report

Json = dict[str, Any]
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_sarif(report: Report) -> None:
    """Print one SARIF log with one run."""
    _print(
        is_done=True,
        rules=[_rule(one) for one in report.outcomes],
        notifications=[_notification(one) for one in report.blind],
        results=[_result(report, one) for one in report.findings],
    )


def sarif_refusal(error: CannotCheckError) -> None:
    """Print a log whose run was not successful, with the reason."""
    why = {"level": "error", "message": {"text": str(error)}}
    _print(is_done=False, rules=[], notifications=[why], results=[])


def _print(
    *, is_done: bool, rules: list[Json], notifications: list[Json], results: list[Json]
) -> None:
    driver = {
        "name": "integration-patterns",
        "semanticVersion": version("integration-patterns"),
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": is_done, "toolExecutionNotifications": notifications}
        ],
        "results": results,
    }
    typer.echo(json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2))


def _rule(outcome: Outcome) -> Json:
    return {
        "id": outcome.rule.name,
        "shortDescription": {"text": outcome.rule.summary},
        "fullDescription": {"text": outcome.rule.why},
        "defaultConfiguration": {"level": "error"},
    }


def _notification(outcome: Outcome) -> Json:
    return {
        "level": "error",
        "message": {"text": f"{outcome.note}."},
        "associatedRule": {"id": outcome.rule.name},
    }


def _result(report: Report, finding: Finding) -> Json:
    fingerprint = hashlib.sha256("\0".join(key(finding, report.project)).encode()).hexdigest()
    return {
        "ruleId": finding.rule,
        "level": "error",
        "message": {"text": report.message(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {
                        "uri": quote(report.path(finding)),
                        "uriBaseId": "%SRCROOT%",
                    },
                    "region": {"startLine": finding.line},
                }
            }
        ],
        "partialFingerprints": {"ruleFileAndLine/v1": fingerprint},
    }
