"""Finds every job that the application declares, and what its trigger says."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import (
    argument,
    is_spelled_out,
    keywords,
    method,
    words,
)
from integration_patterns.rules.finding import Problem

POSITIONS = (
    "func",
    "trigger",
    "args",
    "kwargs",
    "id",
    "name",
    "misfire_grace_time",
    "coalesce",
    "max_instances",
    "next_run_time",
    "jobstore",
    "executor",
    "replace_existing",
)
ADDING = ("add_job", "scheduled_job")
CRON_FIELDS = ("minute", "hour", "day", "month", "day_of_week")


@dataclass(frozen=True)
class Job:
    """One call of `add_job`, or one `scheduled_job` decorator."""

    source: Source
    call: ast.Call
    function: ast.expr | None

    @property
    def line(self) -> int:
        """Where the call begins."""
        return self.call.lineno

    @property
    def name(self) -> str:
        """The job as a message names it."""
        return f"the job {words(self.function)}" if self.function else "the job"

    def problem(self, what: str, fix: str, line: int = 0) -> Problem:
        """Something that is wrong with the job; on its first line, unless another is given."""
        return self.source.problem(line or self.line, f"{self.name} {what}", fix)

    @property
    def is_spelled_out(self) -> bool:
        """Whether no option hides in `**options`."""
        return is_spelled_out(self.call)

    @property
    def has_hidden_arguments(self) -> bool:
        """Whether positions can't be counted, because of `*arguments`."""
        return any(isinstance(one, ast.Starred) for one in self.call.args)

    def option(self, name: str) -> ast.expr | None:
        """One argument of `add_job`, by name or by position."""
        return argument(self.call, POSITIONS.index(name) - self.is_decorator, name)

    @property
    def is_decorator(self) -> bool:
        """Whether this is `@scheduler.scheduled_job(…)`."""
        return method(self.call) == "scheduled_job"

    def cron(self) -> dict[str, ast.expr] | None:
        """The fields of a cron trigger, and its timezone; None if the job has another one."""
        trigger = self.option("trigger")
        if isinstance(trigger, ast.Constant) and trigger.value == "cron":
            return keywords(self.call)
        if not isinstance(trigger, ast.Call):
            return None
        fields = keywords(trigger)
        called = self.source.dotted(trigger.func)
        if called.endswith("CronTrigger"):
            return fields
        first = trigger.args[0] if trigger.args else None
        if called.endswith("CronTrigger.from_crontab") and isinstance(first, ast.Constant):
            parts = (
                ast.copy_location(ast.Constant(one), first) for one in str(first.value).split()
            )
            return fields | dict(zip(CRON_FIELDS, parts, strict=False))
        return None


def is_of_4(project: Project) -> bool:
    """Whether the application uses APScheduler 4, which adds jobs in another way."""
    imported = {one.full for source in project.sources.values() for one in source.imports}
    return bool(imported & {"apscheduler.AsyncScheduler", "apscheduler.Scheduler"})


def declaring(project: Project) -> Iterator[Source]:
    """Every file that may declare a job, because it knows APScheduler."""
    for source in project.sources.values():
        if project.layout.is_in(source.module, "scheduler") or any(
            one.module.partition(".")[0] == "apscheduler" for one in source.imports
        ):
            yield source


def jobs(project: Project) -> Iterator[Job]:
    """Every job, wherever a file that knows APScheduler declares it."""
    for source in declaring(project):
        yield from jobs_of(source)


def jobs_of(source: Source) -> Iterator[Job]:
    """Every job that a file declares."""
    for call in source.calls(*ADDING):
        yield Job(source, call, argument(call, 0, "func") if method(call) == "add_job" else None)


def schedulers(project: Project) -> Iterator[tuple[Source, ast.Call]]:
    """Every call that makes or configures a scheduler."""
    for source in project.sources.values():
        for call in source.nodes(ast.Call):
            name = source.dotted(call.func)
            is_made = name.startswith("apscheduler.schedulers.") and name.endswith("Scheduler")
            is_configured = method(call) == "configure" and "scheduler" in name.lower()
            if is_made or is_configured:
                yield source, call
