"""Settings come from the one settings object, validated when the process starts.

`os.getenv("TIMEOUT")` in the middle of a service is text or `None`, is found missing when the line
runs for the first time, and can't be listed.
Where settings are read is asked in [fastapi#190](https://github.com/fastapi/fastapi/issues/190),
and how they leak into tests in
[pydantic#1524](https://github.com/pydantic/pydantic/issues/1524).
"""

from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.backend.models import models
from integration_patterns.rules.boundaries.environment import reads_of_the_environment
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import SETTINGS

SUMMARY = "Only the settings module reads the environment, and it has the only settings class."
PATTERNS = ("configuration",)
NEEDS = ("config",)
GOOD = SETTINGS | {
    "app/services/rates.py": (
        "from app.core.config import settings\n\n\n"
        "def timeout() -> float:\n    return settings.RATES_TIMEOUT\n"
    ),
}
BAD = SETTINGS | {
    "app/services/rates.py": (
        "import os\n\n\n"
        'def timeout() -> float:\n    return float(os.getenv("RATES_TIMEOUT", "5"))\n'
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look at every file but the settings, and the constants, which have a rule of their own."""
    layout = project.layout
    where = layout.folder("config")
    fix = f"make it a field of the settings in {where}, and read settings.NAME"
    for source in project.each(project.sources.values()):
        if layout.is_in(source.module, "config", "constants"):
            continue
        for line, name in reads_of_the_environment(source):
            what = f"{source.module} reads the environment itself, with {name}"
            yield source.problem(line, what, fix)
    found = list(models(project, "pydantic_settings.BaseSettings"))
    own = [one for one in found if layout.is_in(one.source.module, "config")]
    parts_of_it = {base.node for one in own for base in one.bases} | {one.node for one in own}
    for model in found:
        if model.node not in parts_of_it:
            yield model.source.problem(
                model.node.lineno,
                f"{model.node.name} is a second settings class",
                f"make it a part of the settings in {where}: a nested model, or a base class of "
                "theirs",
            )
