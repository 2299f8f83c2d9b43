"""A job is a function that can be named from elsewhere: no lambda, and no function in a function.

A scheduler that stores its jobs keeps the name of the function, and such functions have none:
“This Job cannot be serialized since the reference to its callable could not be determined”
([apscheduler#100](https://github.com/agronholm/apscheduler/issues/100)).
And work that stands in the scheduler can't be called by a route.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.syntax import Function
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import scheduler
from integration_patterns.rules.scheduler.jobs import Job, jobs

SUMMARY = "Each job is a function at the top of a module, not a lambda or a nested function."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
GOOD = scheduler('scheduler.add_job(report, "cron", hour=9, id="report")\n')
BAD = scheduler('scheduler.add_job(lambda: report(), "cron", hour=9, id="report")\n')


def check(project: Project) -> Iterator[Problem]:
    """Look at what each job calls."""
    for job in project.each(jobs(project)):
        if kind := _unnameable(job):
            yield job.problem(
                f"is {kind}, which no job store and no other caller can name",
                "move the work into a service function, and pass what it needs as args",
            )


def _unnameable(job: Job) -> str:
    if isinstance(job.function, ast.Lambda):
        return "a lambda"
    if job.is_decorator:
        return _nested(job)
    if not isinstance(job.function, ast.Name):
        return ""
    name = job.function.id
    if isinstance(job.source.value(name, job.call), ast.Lambda):
        return "a lambda"
    for outer in job.source.parents(job.call):
        if isinstance(outer, Function) and any(
            isinstance(inner, Function) and inner.name == name and inner is not outer
            for inner in ast.walk(outer)
            if job.source.function_of(inner) is outer
        ):
            return f"a function inside {outer.name}()"
    return ""


def _nested(job: Job) -> str:
    """Where a function stands that `@scheduler.scheduled_job(…)` decorates."""
    function = job.source.parent(job.call)
    outer = job.source.function_of(function) if function is not None else None
    return f"a function inside {outer.name}()" if isinstance(outer, Function) else ""
