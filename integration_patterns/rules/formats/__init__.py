"""One format a file: how the outcome of a check is told to people and to machines."""

from collections.abc import Callable
from enum import StrEnum

from integration_patterns.rules.formats.as_json import as_json
from integration_patterns.rules.formats.github import as_github
from integration_patterns.rules.formats.human import as_human
from integration_patterns.rules.formats.report import Report
from integration_patterns.rules.formats.sarif import as_sarif


class Format(StrEnum):
    """Who reads it."""

    HUMAN = "human"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


PRINT: dict[Format, Callable[[Report], None]] = {
    Format.HUMAN: as_human,
    Format.JSON: as_json,
    Format.SARIF: as_sarif,
    Format.GITHUB: as_github,
}
