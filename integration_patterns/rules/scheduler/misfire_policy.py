"""What happens to a tick that comes too late is decided, not left to the default of one second.

With the default, a job that starts two seconds late does not run at all, and the log says “was
missed by”: [apscheduler#296](https://github.com/agronholm/apscheduler/issues/296).
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import keyword
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import MAIN, scheduler
from integration_patterns.rules.scheduler.jobs import jobs, schedulers

SUMMARY = "Each job has a misfire_grace_time, of its own or from the scheduler's job_defaults."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
GOOD = scheduler('scheduler.add_job(report, "cron", hour=9, id="report")\n')
BAD = GOOD | {MAIN: GOOD[MAIN].replace(', job_defaults={"misfire_grace_time": 300}', "")}


def check(project: Project) -> Iterator[Problem]:
    """Look at each job, unless the scheduler's defaults decide for all."""
    decided = any(_decides(source, call) for source, call in schedulers(project))
    for job in project.each(jobs(project)):
        own = job.option("misfire_grace_time")
        if not decided and own is None and job.is_spelled_out:
            yield job.problem(
                "doesn't run at all when it is more than one second late",
                "set misfire_grace_time in the scheduler's job_defaults",
            )


def _decides(source: Source, call: ast.Call) -> bool:
    given = keyword(call, "job_defaults")
    if given is None:
        return any(_mentions(one) for one in [*call.args, *call.keywords])
    if isinstance(given, ast.Name) and given.id in source.definitions:
        given = getattr(source.definitions[given.id], "value", given)
    return not isinstance(given, ast.Dict) or _mentions(given)


def _mentions(node: ast.AST) -> bool:
    texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
    return any("misfire_grace_time" in text for text in texts if isinstance(text, str))
