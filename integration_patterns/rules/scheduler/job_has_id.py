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

SUMMARY = "Each job is added with an id that is its own, and the same at every start."
NEEDS = ("scheduler",)
CHANGING = ("uuid", "random", "time.time", "datetime.now", "secrets.", "id(")
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
            if first is not job:
                what = f'has the id "{text}" of {first.name} in {first.source.path}'
                yield _finding(job, what, "give each job an id of its own")
        elif any(word in ast.unparse(given) for word in CHANGING):
            what = f"has an id that changes with every start: {ast.unparse(given)}"
            yield _finding(job, what, "write the id out")


def _finding(job: Job, what: str, fix: str) -> Finding:
    return Finding(job.source.path, job.line, "job-has-id", f"{job.name} {what}", fix)
