"""Each image starts one process, and no two images the same.

Two processes in one container share a fate: when the scheduler dies, the container stays up,
because the webserver answers the health check; and each new web replica is a new clock.
See [superset#17320](https://github.com/apache/superset/issues/17320) for what a shared health
check does.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.containers.dockerfile import (
    Stage,
    stages,
    targets,
    why_unreadable,
)
from integration_patterns.rules.finding import Problem

SUMMARY = "Each target of a Dockerfile starts exactly one entrypoint, and each its own."
PATTERNS = ("container-boundaries",)
NEEDS = ("Dockerfile",)
NOTHING = "no Dockerfile has a stage that can be read"
# One after the other, as in `cd /srv && python -m app`, is one at a time.
AT_ONCE = re.compile(r"(?<![&>])&(?!&)|\b(supervisord|honcho|foreman|circusd|s6-svscan)\b")
ENVIRONMENTS = {"dev", "development", "local", "prod", "production", "test", "ci", "debug"}
RUN = re.compile(r"(?:-m\s+)([\w.]+)")
START = "FROM python:3.13-slim AS base\n\nFROM base AS webserver\n"
ENTRYPOINTS = {
    "app/__init__.py": "",
    "app/entrypoints/webserver.py": 'print("serving")\n',
    "app/entrypoints/scheduler.py": 'print("waiting")\n',
}
GOOD = ENTRYPOINTS | {
    "Dockerfile": f'{START}CMD ["python", "-m", "app.entrypoints.webserver"]\n',
}
BAD = ENTRYPOINTS | {
    "Dockerfile": (
        f"{START}CMD python -m app.entrypoints.scheduler & python -m app.entrypoints.webserver\n"
    ),
}


def check(project: Project) -> Iterator[Problem]:
    """Look at what each target starts."""
    for file in project.dockerfiles:
        started: dict[str, Stage] = {}
        path = Path(os.path.relpath(file, project.root)).as_posix()
        if why := why_unreadable(file):
            project.examined += 1
            yield Problem(path, 1, f"can't be read: {why}", "allow reading it")
        for stage in project.each(targets(stages(file))):
            yield from _judge(path, stage, started)


def _judge(path: str, stage: Stage, started: dict[str, Stage]) -> Iterator[Problem]:
    words = " ".join(stage.starts)
    modules = RUN.findall(words)
    where = stage.started_at or stage.line
    if AT_ONCE.search(words) or len(modules) > 1:
        yield Problem(
            path,
            where,
            f"the image {stage.name} starts more than one process: {words}",
            "give each process a target of its own, with one CMD",
        )
    elif (
        words
        and stage.name.lower() not in ENVIRONMENTS
        and started.setdefault(words, stage) is not stage
    ):
        yield Problem(
            path,
            where,
            f"the images {started[words].name} and {stage.name} start the same: {words}",
            "remove one of them, or start what it is named after",
        )
