"""A job has an id of its own that stays the same, because stores and runs know it by its id.

Without one, APScheduler makes up a new id at every start.
A store that keeps its jobs then holds the job once more after each start, and runs it as often
([apscheduler#559](https://github.com/agronholm/apscheduler/issues/559)).
With an id but without `replace_existing=True`, the second start ends in `ConflictingIdError`.
A memory store is empty at every start; there the id matters only if your own code reads it: to
claim a tick, to record a run, or to find the job again.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.syntax import words
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import MAIN, REPORT
from integration_patterns.rules.scheduler.jobs import Job, declaring, jobs
from integration_patterns.rules.scheduler.stores import Kept, is_added_once, kept

SUMMARY = "Each job has an id that is its own and the same at every start, where anything reads it."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
CHANGING = {"uuid1", "uuid4", "time", "now", "id"}
MODULES = {"random", "secrets"}
READERS = {"get_job", "modify_job", "pause_job", "remove_job", "reschedule_job", "resume_job"}
BY_ID = "add id=…"
IN_A_STORE = "add id=… and replace_existing=True"
START = (
    "from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore\n"
    "from apscheduler.schedulers.asyncio import AsyncIOScheduler\n\n"
    "from app.services.reports import report\n\n"
    "scheduler = AsyncIOScheduler(\n"
    '    timezone="UTC",\n'
    '    jobstores={"default": SQLAlchemyJobStore("sqlite:///jobs.db")},\n'
    '    job_defaults={"misfire_grace_time": 300},\n'
    ")\n"
)
GOOD = REPORT | {
    MAIN: f'{START}scheduler.add_job(report, "cron", hour=9, id="report", replace_existing=True)\n'
}
BAD = REPORT | {MAIN: f'{START}scheduler.add_job(report, "cron", hour=9)\n'}


def check(project: Project) -> Iterator[Problem]:
    """Look at the id of each job, and compare it with the others."""
    seen: dict[str, Job] = {}
    is_read = _is_read(project)
    for job in project.each(jobs(project)):
        given = job.option("id")
        if given is None or (isinstance(given, ast.Constant) and given.value is None):
            yield from _nameless(job, kept(project, job), is_read=is_read)
        elif isinstance(given, ast.Constant):
            text = str(given.value)
            first = seen.setdefault(text, job)
            if first is not job and words(first.function) != words(job.function):
                what = f'has the id "{text}" of {first.name} in {first.source.path}'
                yield job.problem(what, "give each job an id of its own")
            elif _meets_itself(project, job):
                what = "is in the store already at the second start, which raises an error"
                yield job.problem(what, "add replace_existing=True")
        elif _changes(job, given):
            what = f"has an id that changes with every start: {words(given)}"
            yield job.problem(what, "write the id out")


def _nameless(job: Job, where: Kept, *, is_read: bool) -> Iterator[Problem]:
    if not job.is_spelled_out:
        return
    if where is Kept.IN_A_STORE and not job.is_decorator:
        yield job.problem("has no id, so each start adds it to the store once more", IN_A_STORE)
    elif where is not Kept.NOT or is_read:
        yield job.problem("has no id, so it gets a new one at every start", BY_ID)


def _meets_itself(project: Project, job: Job) -> bool:
    """Whether each start adds a job to a store that has kept it."""
    is_plain = job.is_spelled_out and not job.is_decorator  # a decorator always replaces
    is_kept = is_plain and job.option("replace_existing") is None
    return is_kept and kept(project, job) is Kept.IN_A_STORE and is_added_once(project, job)


def _is_read(project: Project) -> bool:
    """Whether the application finds a job, or tells its runs apart, by its id."""
    return any(
        node.attr in READERS
        or node.attr == "job_id"
        or (node.attr == "id" and source.dotted(node.value) == "job")
        for source in declaring(project)
        for node in source.nodes(ast.Attribute)
    )


def _changes(job: Job, given: ast.expr) -> bool:
    called = [job.source.dotted(one.func) for one in ast.walk(given) if isinstance(one, ast.Call)]
    return any(
        name.rpartition(".")[2] in CHANGING or name.partition(".")[0] in MODULES for name in called
    )
