"""A job has an id of its own that stays the same, because its runs are kept under it.

Without one, APScheduler makes up a new id at every start: a persistent store then holds the job
twice, and a claim in the database protects nothing
([apscheduler#559](https://github.com/agronholm/apscheduler/issues/559)).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.project import Project
from integration_patterns.rules.scheduler.jobs import Job, jobs
from integration_patterns.rules.source import words

SUMMARY = "Each job is added with an id that is its own, and the same at every start."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
CHANGING = {"uuid1", "uuid4", "time", "now", "id"}
MODULES = {"random", "secrets"}
GOOD = {"app/components/scheduler/main.py": 'scheduler.add_job(report, id="report", hour=9)\n'}
BAD = {"app/components/scheduler/main.py": "scheduler.add_job(report, hour=9)\n"}


def check(project: Project) -> Iterator[Finding]:
    """Look at the id of each job, and compare it with the others."""
    seen: dict[str, Job] = {}
    for job in project.each(jobs(project)):
        given = job.option("id")
        if given is None:
            if job.is_spelled_out:
                yield _finding(job, "has no id, so it gets a new one at every start", "add id=…")
        elif isinstance(given, ast.Constant):
            text = str(given.value)
            first = seen.setdefault(text, job)
            if first is not job and words(first.function) != words(job.function):
                what = f'has the id "{text}" of {first.name} in {first.source.path}'
                yield _finding(job, what, "give each job an id of its own")
        elif _changes(job, given):
            what = f"has an id that changes with every start: {words(given)}"
            yield _finding(job, what, "write the id out")


def _changes(job: Job, given: ast.expr) -> bool:
    called = [job.source.dotted(one.func) for one in ast.walk(given) if isinstance(one, ast.Call)]
    return any(
        name.rpartition(".")[2] in CHANGING or name.partition(".")[0] in MODULES for name in called
    )


def _finding(job: Job, what: str, fix: str) -> Finding:
    return Finding(job.source.path, job.line, "job-has-id", f"{job.name} {what}", fix)
