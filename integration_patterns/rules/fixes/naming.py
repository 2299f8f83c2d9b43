"""Gives a job an id, and `replace_existing` where a store may keep it."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.finding import Finding
from integration_patterns.rules.fixes.edits import Edit
from integration_patterns.rules.fixes.repository import Repository
from integration_patterns.rules.scheduler.jobs import Job, jobs
from integration_patterns.rules.scheduler.stores import Kept, is_added_once, kept, maker

REPLACES = ", replace_existing=True"


def name_job(
    project: Project, source: Source, finding: Finding, repository: Repository
) -> Edit | str:
    """Give a job the name of its function as id, or say why that is not certain."""
    job = next(one for one in jobs(project) if one.source is source and one.line == finding.line)
    if doubt := next(_doubts(project, job, repository), ""):
        return doubt
    is_lasting = kept(project, job) is not Kept.NOT and job.option("replace_existing") is None
    named = "" if job.option("id") else f', id="{_id(job)}"'
    last = [*job.call.args, *(one.value for one in job.call.keywords)][-1]
    return Edit.after(last, named + (REPLACES if is_lasting else ""))


def _doubts(project: Project, job: Job, repository: Repository) -> Iterator[str]:
    """Why an id, or replacing the job that has it, may not be what the application needs."""
    given = job.option("id")
    if job.has_hidden_arguments:
        yield "its arguments can't be seen"
    if maker(project, job) is None:
        yield "the scheduler that it is added to can't be seen"
    if not is_added_once(project, job):
        yield "it may be added more than once, and then each needs an id of its own"
    if given is not None and not (isinstance(given, ast.Constant) and given.value):
        yield "which id it should have is a decision"
    if given is None and not _id(job).isidentifier():
        yield "its function has no name that could be its id"
    if repository.unclear:
        yield repository.unclear
    if [_id(one) for one in repository.jobs].count(_id(job)) != 1:
        yield f"another job has or would get the id {_id(job)}"


def _id(job: Job) -> str:
    """The id that a job has, or would get."""
    given = job.option("id")
    if isinstance(given, ast.Constant) and given.value:
        return str(given.value)
    return job.source.dotted(job.function).rpartition(".")[2]
