"""A file that nobody can read is a file that nobody checks.

A checker that skips what it can't parse reports an application as clean that it has not seen.
So a file with a syntax error, an encoding that is not what it says, or no permission to read it
is a finding, and the other rules go on without it.
An import of your own file that isn't there is a finding too, because no rule can follow it.
"""

from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.imports.lost_imports import lost_imports

SUMMARY = "Every file can be read and is valid Python, and every own file that is imported exists."
PATTERNS = ("key-principles",)
NEEDS = ()
GOOD = {"app/services/orders.py": "TOTAL = 1\n"}
BAD = {"app/services/orders.py": "TOTAL = \n"}


def check(project: Project) -> Iterator[Problem]:
    """Pass on what reading the files has found."""
    project.examined = len(project.sources) + len(project.unreadable)
    yield from project.unreadable
    yield from lost_imports(project)
