"""Gives a job an id, and `replace_existing` where a store may keep it."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.finding import Finding
from integration_patterns.rules.fixes.edits import Edit
from integration_patterns.rules.fixes.surroundings import Surroundings
from integration_patterns.rules.project import Project
from integration_patterns.rules.scheduler.jobs import Job, jobs
from integration_patterns.rules.scheduler.stores import Kept, is_added_once, kept, maker
from integration_patterns.rules.source import Source

REPLACES = ", replace_existing=True"


def name_job(
    project: Project, source: Source, finding: Finding, _surroundings: Surroundings
) -> Edit | str:
    """Give a job the name of its function as id, or say why that is not certain."""
    every = list(jobs(project))
    job = next(one for one in every if one.source is source and one.line == finding.line)
    if doubt := next(_doubts(project, job, every), ""):
        return doubt
    is_lasting = kept(project, job) is not Kept.NOT and job.option("replace_existing") is None
    named = "" if job.option("id") else f', id="{_id(job)}"'
    last = [*job.call.args, *(one.value for one in job.call.keywords)][-1]
    return Edit.after(last, named + (REPLACES if is_lasting else ""))


def _doubts(project: Project, job: Job, every: list[Job]) -> Iterator[str]:
    """Why an id, or replacing the job that has it, may not be what the application needs."""
    if any(isinstance(one, ast.Starred) for one in job.call.args):
        yield "its arguments can't be seen"
    if maker(project, job) is None:
        yield "the scheduler that it is added to can't be seen"
    if not is_added_once(project, job):
        yield "it may be added more than once, and then each needs an id of its own"
    given = job.option("id")
    if given is not None and not isinstance(given, ast.Constant):
        yield "which id it should have is a decision"
    if given is None and not _id(job).isidentifier():
        yield "its function has no name that could be its id"
    if [_id(one) for one in every].count(_id(job)) != 1:
        yield f"another job has or would get the id {_id(job)}"


def _id(job: Job) -> str:
    """The id that a job has, or would get."""
    given = job.option("id")
    if isinstance(given, ast.Constant):
        return str(given.value)
    return job.source.dotted(job.function).rpartition(".")[2]
