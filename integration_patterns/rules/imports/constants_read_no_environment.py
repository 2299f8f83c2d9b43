"""A constant is the same everywhere; what the environment may change is a setting.

A constant that is read from the environment arrives as text (`"5"`, not `5`), is read at import,
before a test can set it, and is validated by nobody.
How to read settings instead is asked in
[fastapi#1985](https://github.com/fastapi/fastapi/issues/1985).
"""

from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.boundaries.environment import reads_of_the_environment
from integration_patterns.rules.finding import Problem

SUMMARY = "Constants read neither the environment nor the settings."
PATTERNS = ("constants-vs-config",)
NEEDS = ("constants",)
FIX = "make it a field of the settings, or a plain value"
GOOD = {"app/core/constants.py": "HEARTBEAT_SECONDS = 5\n"}
BAD = {
    "app/core/constants.py": 'import os\n\nHEARTBEAT_SECONDS = os.environ.get("BEAT", "5")\n',
}


def check(project: Project) -> Iterator[Problem]:
    """Look for reads of the environment and imports of the settings."""
    for source in project.each(project.within("constants")):
        for line, name in reads_of_the_environment(source):
            what = f"a constant is read from the environment with {name}"
            yield source.problem(line, what, FIX)
        for imported in source.imports:
            if project.layout.is_in(project.target(imported), "config"):
                what = "the constants import the settings"
                yield source.problem(imported.line, what, FIX)
