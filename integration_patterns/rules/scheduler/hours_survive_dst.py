"""A daily job runs at an hour that every day has once: in UTC, or not between one and four.

Where clocks change at 02:00, a day in spring has no 02:30 and a day in autumn has it twice.
APScheduler then runs a job of 02:30 at 03:30 in spring, and two times in autumn.
In UTC every day has each hour once.
"""

import ast
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.application.source import Source
from integration_patterns.rules.application.syntax import keyword
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import scheduler
from integration_patterns.rules.scheduler.jobs import jobs, schedulers

SUMMARY = "Cron jobs run in UTC, or at an hour that daylight saving neither skips nor repeats."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
UNSAFE = {1, 2, 3}
UTC = ("UTC", "timezone.utc", "datetime.UTC", "pytz.utc", "Etc/UTC")
GOOD = scheduler('scheduler.add_job(report, "cron", hour=2, minute=30, id="report")\n')
BAD = scheduler('scheduler.add_job(report, "cron", hour=2, minute=30, id="report")\n', timezone="")


def check(project: Project) -> Iterator[Problem]:
    """Look at the hour of each cron job that does not run in UTC."""
    zones = [_zone(source, keyword(call, "timezone")) for source, call in schedulers(project)]
    in_utc = bool(zones) and all(zones)
    for job in project.each(jobs(project)):
        cron = job.cron()
        if cron is None:
            continue
        own = cron.get("timezone")
        is_utc = _zone(job.source, own) if own is not None else in_utc
        if not is_utc and (hours := UNSAFE & _hours(cron.get("hour"))):
            yield job.problem(
                f"runs in the hour of {min(hours):02}:00 local time; where clocks "
                "change then, it runs an hour late in spring or twice in autumn",
                'set timezone="UTC" on the scheduler, or choose an hour after 04:00',
            )


def _zone(source: Source, given: ast.expr | None) -> bool:
    """Whether a timezone is UTC, as far as can be seen."""
    while isinstance(given, ast.Call) and given.args:
        given = given.args[0]
    if isinstance(given, ast.Constant):
        return str(given.value).endswith(UTC)
    return source.dotted(given).endswith(UTC)


def _hours(given: ast.expr | None) -> set[int]:
    """The hours that are written out; a pattern such as `*/2` runs again soon enough."""
    if not isinstance(given, ast.Constant):
        return set()
    hours = set()
    for part in str(given.value).split(","):
        first, _, last = part.partition("-")
        if first.isdecimal() and (last.isdecimal() or not last):
            hours |= set(range(int(first[:2]), int((last or first)[:2]) + 1))
    return hours
