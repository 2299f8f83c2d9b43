"""Every call in the repository that adds a job, in tests and scripts too."""

import ast
from dataclasses import dataclass
from pathlib import Path

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.reading import read_package
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.scheduler.jobs import ADDING, Job, jobs_of


@dataclass(frozen=True)
class Repository:
    """Which jobs the files around an application add.

    Args:
        jobs: Every one, also in files that don't import APScheduler.
        unclear: Why there may be others; empty if every file shows what it adds.
    """

    jobs: list[Job]
    unclear: str

    @classmethod
    def around(cls, project: Project) -> "Repository":
        """Read every Python file of the repository, or of the project if it is in none."""
        top = _top(project.root.absolute())
        jobs: list[Job] = []
        unclear = ""
        for source in read_package(top, top, top):
            if isinstance(source, Source):
                here = list(jobs_of(source))
                jobs += here
                unclear = unclear or _unclear(source, here)
            else:
                unclear = unclear or f"{source.path} can't be read"
        return cls(jobs, unclear)


def _top(root: Path) -> Path:
    return next((one for one in (root, *root.parents) if (one / ".git").exists()), root)


def _unclear(source: Source, here: list[Job]) -> str:
    for job in here:
        given = job.option("id")
        is_seen = job.is_spelled_out and not job.has_hidden_arguments
        if not is_seen or not (given is None or isinstance(given, ast.Constant)):
            return f"{source.path}:{job.line} adds a job whose id can't be seen"
    called = {id(job.call.func) for job in here}
    for node in source.nodes(ast.Attribute):
        if node.attr in ADDING and id(node) not in called:
            return f"{source.path}:{node.lineno} hands on the function that adds jobs"
    for text in source.nodes(ast.Constant):
        if text.value in ADDING:
            return f"{source.path}:{text.lineno} names the function that adds jobs"
    return ""
