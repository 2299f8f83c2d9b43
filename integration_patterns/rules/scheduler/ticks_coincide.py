"""A job whose ticks are claimed has the same ticks in every process that could claim them.

A claim lets one of several schedulers run a job: the one that first writes the job and the time.
It compares the times exactly.
An interval counts from the start of its process, so two schedulers have different times, both
claims succeed, and the job runs twice as often; `jitter` and “now” differ in the same way.
That a job runs once for each worker is asked in
[fastapi#12010](https://github.com/fastapi/fastapi/issues/12010).
An executor can also give each interval a fixed start, as the guide's app does.
The rule can't see that, so write the `start_date` there too: it shows when the job runs.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import is_nothing, is_spelled_out, keywords
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import MAIN, REPORT
from integration_patterns.rules.scheduler.claims import claims, is_claimed
from integration_patterns.rules.scheduler.jobs import Job, jobs

SUMMARY = "Each job whose ticks are claimed has the same ticks in every process."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
NOTHING = "no executor of the application's own decides about ticks"
CLOCKS = {"now", "utcnow", "today", "time", "monotonic"}
FIXED = 'give it a start_date that is written out, such as "2026-01-01", or a cron trigger'
EXECUTOR = (
    "from datetime import datetime\n\n"
    "from apscheduler.executors.asyncio import AsyncIOExecutor\n"
    "from apscheduler.job import Job\n\n"
    "from app.services.claims import claim\n\n\n"
    "class ClaimingExecutor(AsyncIOExecutor):\n"
    "    def _do_submit_job(self, job: Job, run_times: list[datetime]) -> None:\n"
    "        mine = [time for time in run_times if claim(job.id, time)]\n"
    "        super()._do_submit_job(job, mine)\n"
)
SERVICES = {
    "app/services/claims.py": (
        "from datetime import datetime\n\n"
        "_claimed: set[tuple[str, datetime]] = set()  # in your application: a unique key\n\n\n"
        "def claim(job: str, time: datetime) -> bool:\n"
        "    is_new = (job, time) not in _claimed\n"
        "    _claimed.add((job, time))\n"
        "    return is_new\n"
    ),
    **REPORT,
    "app/components/scheduler/executor.py": EXECUTOR,
}
START = (
    "from apscheduler.schedulers.asyncio import AsyncIOScheduler\n\n"
    "from app.components.scheduler.executor import ClaimingExecutor\n"
    "from app.services.reports import report\n\n"
    "scheduler = AsyncIOScheduler(\n"
    '    timezone="UTC",\n'
    '    executors={"default": ClaimingExecutor()},\n'
    '    job_defaults={"misfire_grace_time": 300},\n'
    ")\n"
)
GOOD = SERVICES | {
    MAIN: (
        f"{START}scheduler.add_job(\n"
        '    report, "interval", minutes=5, start_date="2026-01-01", id="report"\n'
        ")\n"
    ),
}
BAD = SERVICES | {MAIN: f'{START}scheduler.add_job(report, "interval", minutes=5, id="report")\n'}


def check(project: Project) -> Iterator[Problem]:
    """Look at the trigger of each job on an executor that claims."""
    aliases = claims(project)
    for job in project.each(jobs(project)) if aliases else ():
        if job.is_spelled_out and is_claimed(job, aliases):
            for what, fix in _differences(job):
                yield job.problem(what, fix)
                break


def _differences(job: Job) -> Iterator[tuple[str, str]]:
    """What makes the ticks of two processes differ, as far as it can be seen."""
    for kind, given in _triggers(job):
        if kind == "interval" and is_nothing(given.get("start_date")):
            yield "counts its interval from the start of each process, so claims never meet", FIXED
        if kind == "date" and is_nothing(given.get("run_date")):
            yield "runs at the start of each process, so claims never meet", "give it a run_date"
        for name in ("start_date", "run_date"):
            if _is_now(job.source, given.get(name)):
                yield f"takes its {name} from the clock of each process", FIXED
        if not is_nothing(given.get("jitter")):
            yield "has a jitter, which is another one in each process", "leave jitter out"


def _triggers(job: Job) -> Iterator[tuple[str, dict[str, ast.expr]]]:
    """The kind of each trigger, also inside AndTrigger or OrTrigger, and what it is given."""
    trigger = job.option("trigger")
    if trigger is None:
        yield "date", keywords(job.call)
    elif isinstance(trigger, ast.Constant):
        yield str(trigger.value), keywords(job.call)
    if isinstance(trigger, ast.Name):
        trigger = job.source.value(trigger.id, job.call)
    for call in ast.walk(trigger) if trigger is not None else ():
        if isinstance(call, ast.Call) and job.source.last(call.func).endswith("Trigger"):
            kind = job.source.last(call.func).removesuffix("Trigger").lower()
            given = keywords(call)
            if kind == "date" and call.args:
                given.setdefault("run_date", call.args[0])
            if is_spelled_out(call):
                yield kind, given


def _is_now(source: Source, given: ast.expr | None) -> bool:
    calls = (one for one in ast.walk(given) if isinstance(one, ast.Call)) if given else ()
    return any(source.last(one.func) in CLOCKS for one in calls)
