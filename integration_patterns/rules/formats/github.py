"""For GitHub Actions: workflow commands, shown on the lines of a pull request."""

import typer

from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.formats.report import Report


def as_github(report: Report) -> None:
    """Print one command for each finding, and for each reason why a rule has looked at nothing."""
    for finding in report.findings:
        place = f"file={_property(report.path(finding))},line={finding.line}"
        title = f"title={_property(finding.rule)}"
        typer.echo(f"::error {place},{title}::{_data(report.message(finding))}")
    for outcome in report.blind:
        typer.echo(f"::error title={_property(outcome.rule.name)}::{_data(outcome.note)}.")
    for (state, note), rules in report.not_asked.items():
        typer.echo(f"::notice title={state}::{_data(', '.join(rules))} ({_data(note)})")
    typer.echo(report.summary())


def github_refusal(error: CannotCheckError) -> None:
    """Print one command that says why nothing was checked."""
    typer.echo(f"::error title=patterns check::{_data(str(error))}")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
