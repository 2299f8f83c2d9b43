"""One format a file. In: a `Report` of a check. Out: what is printed, for people and machines."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from integration_patterns.rules.finding import CannotCheckError
from integration_patterns.rules.formats.as_json import as_json, json_refusal
from integration_patterns.rules.formats.github import as_github, github_refusal
from integration_patterns.rules.formats.human import as_human
from integration_patterns.rules.formats.report import Report
from integration_patterns.rules.formats.sarif import as_sarif, sarif_refusal


class Format(StrEnum):
    """Who reads it."""

    HUMAN = "human"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@dataclass(frozen=True)
class Printer:
    """What a format says of a check, and of one that was not possible."""

    report: Callable[[Report], None]
    refusal: Callable[[CannotCheckError], None]


def _nothing_more(_error: CannotCheckError) -> None:
    """People have read the line on stderr."""


PRINT = {
    Format.HUMAN: Printer(as_human, _nothing_more),
    Format.JSON: Printer(as_json, json_refusal),
    Format.SARIF: Printer(as_sarif, sarif_refusal),
    Format.GITHUB: Printer(as_github, github_refusal),
}
