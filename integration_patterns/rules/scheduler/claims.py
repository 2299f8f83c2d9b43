"""Which jobs run on an executor of the application's own, one that decides about each tick."""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import Function, argument, keyword, parameters
from integration_patterns.rules.backend.models import models
from integration_patterns.rules.scheduler.jobs import Job, schedulers

BASES = (
    "apscheduler.executors.asyncio.AsyncIOExecutor",
    "apscheduler.executors.base.BaseExecutor",
    "apscheduler.executors.pool.ThreadPoolExecutor",
    "apscheduler.executors.pool.ProcessPoolExecutor",
)
# What APScheduler hands the due times to; who overrides it can claim each before the job runs.
DECIDES = {"_do_submit_job", "submit_job"}
DEFAULT = "default"


def claims(project: Project) -> set[str]:
    """The aliases of every executor that claims ticks, and of none that doesn't."""
    classes = {
        model.node: bool(
            DECIDES
            & {
                one.name
                for node in (model.node, *(base.node for base in model.bases))
                for one in node.body
                if isinstance(one, Function)
            }
        )
        for model in models(project, *BASES)
    }
    found: dict[str, set[bool]] = {}
    for alias, source, near, executor in _executors(project):
        made = _class(project, source, near, executor)
        found.setdefault(alias, set()).add(bool(made and classes.get(made)))
    return {alias for alias, kinds in found.items() if kinds == {True}}


def is_claimed(job: Job, aliases: set[str]) -> bool:
    """Whether the executor of a job is one of these."""
    given = job.option("executor")
    alias = DEFAULT if given is None else getattr(given, "value", None)
    return alias in aliases


def _executors(project: Project) -> Iterator[tuple[str, Source, ast.Call, ast.expr]]:
    for source, call in schedulers(project):
        given = keyword(call, "executors")
        if isinstance(given, ast.Name):
            given = source.value(given.id, call)
        if isinstance(given, ast.Dict):
            for key, value in zip(given.keys, given.values, strict=True):
                if isinstance(key, ast.Constant):
                    yield str(key.value), source, call, value
    for source in project.sources.values():
        for call in source.calls("add_executor"):
            alias = argument(call, 1, "alias")
            if executor := argument(call, 0, "executor"):
                yield str(getattr(alias, "value", DEFAULT)), source, call, executor


def _class(
    project: Project, source: Source, near: ast.Call, executor: ast.expr
) -> ast.ClassDef | None:
    """The class of an executor: of a call, a variable, or an argument with its annotation."""
    kind: ast.expr | None = executor
    if isinstance(executor, ast.Name):
        kind = source.value(executor.id, near) or _annotation(source, near, executor.id)
    found = project.resolve(source, kind.func if isinstance(kind, ast.Call) else kind)
    return found[1] if found and isinstance(found[1], ast.ClassDef) else None


def _annotation(source: Source, near: ast.Call, name: str) -> ast.expr | None:
    function = source.function_of(near)
    given = parameters(function.args) if function else []
    return next((one.annotation for one in given if one.arg == name), None)
