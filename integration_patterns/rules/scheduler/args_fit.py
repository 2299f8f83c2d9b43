"""What a job is given fits what its function takes; else the scheduler does not start.

APScheduler compares the two when the job is added.
So the deployment finds the fault, and not the developer who changed the signature of the service.
"""

import ast
from collections.abc import Iterator
from itertools import islice

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.syntax import Function, words
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import scheduler
from integration_patterns.rules.scheduler.jobs import Job, jobs

SUMMARY = "A job's args and kwargs fit the signature of its function."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
SERVICE = {"app/services/reports.py": "def report(user_id: int) -> None: ...\n"}
GOOD = scheduler('scheduler.add_job(report, "cron", hour=9, args=[7], id="report")\n') | SERVICE
BAD = scheduler('scheduler.add_job(report, "cron", hour=9, id="report")\n') | SERVICE


def check(project: Project) -> Iterator[Problem]:
    """Compare the two wherever the function and its arguments can be seen."""
    for job in project.each(jobs(project)):
        function = _function(project, job)
        if function is not None and job.is_spelled_out:
            for what in islice(_misfits(job, function), 1):
                yield job.problem(
                    f"{what}: {function.name}({words(function.args)})",
                    "give args or kwargs that fit",
                )


def _function(project: Project, job: Job) -> Function | None:
    found = project.resolve(job.source, job.function)
    function = found[1] if found and isinstance(found[1], Function) else None
    return None if function and function.decorator_list else function


def _misfits(job: Job, function: Function) -> Iterator[str]:
    given, named = job.option("args"), job.option("kwargs")
    if not isinstance(given, ast.List | ast.Tuple | None) or not isinstance(named, ast.Dict | None):
        return
    values = given.elts if given is not None else []
    keys = named.keys if named is not None else []
    if any(isinstance(one, ast.Starred) for one in values):
        return
    if not all(isinstance(one, ast.Constant) for one in keys):
        return
    names = [str(one.value) for one in keys if isinstance(one, ast.Constant)]
    yield from _compare(function.args, len(values), names)


def _compare(takes: ast.arguments, values: int, names: list[str]) -> Iterator[str]:
    positional = [one.arg for one in [*takes.posonlyargs, *takes.args]]
    by_name = positional[len(takes.posonlyargs) :] + [one.arg for one in takes.kwonlyargs]
    if values > len(positional) and not takes.vararg:
        yield f"is given {values} values, and its function takes {len(positional)}"
    required = positional[: len(positional) - len(takes.defaults)]
    required += [
        one.arg
        for one, default in zip(takes.kwonlyargs, takes.kw_defaults, strict=True)
        if default is None
    ]
    missing = [one for one in required if one not in positional[:values] and one not in names]
    if missing:
        yield f"is not given {', '.join(missing)}"
    unknown = [one for one in names if one not in by_name]
    if unknown and not takes.kwarg:
        yield f"is given {', '.join(unknown)}, which its function doesn't take"
