"""A weekday has a name, because its number means Monday to one and Sunday to the other.

For APScheduler 0 is Monday, for cron it is Sunday: a crontab line that is copied over runs a day
late, and nobody notices before the week is over.
"""

import ast
import re
from collections.abc import Iterator

from integration_patterns.rules.application.project import Project
from integration_patterns.rules.finding import Problem
from integration_patterns.rules.pieces import scheduler
from integration_patterns.rules.scheduler.jobs import jobs

SUMMARY = "Weekdays are named, not numbered."
PATTERNS = ("scheduler",)
NEEDS = ("scheduler",)
GOOD = scheduler('scheduler.add_job(report, "cron", day_of_week="sun", id="report")\n')
BAD = scheduler('scheduler.add_job(report, "cron", day_of_week=0, id="report")\n')
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def check(project: Project) -> Iterator[Problem]:
    """Look for digits where a weekday stands."""
    for job in project.each(jobs(project)):
        given = (job.cron() or {}).get("day_of_week")
        days = str(given.value) if isinstance(given, ast.Constant) else ""
        if given and re.search(r"\d", days) and not days.startswith("*/"):
            yield job.problem(
                f"runs on weekday {days}, and {_meaning(days)}",
                'name the day, such as day_of_week="sun"',
                given.lineno,
            )


def _meaning(number: str) -> str:
    if number in {"0", "1", "2", "3", "4", "5", "6"}:
        cron = DAYS[int(number) - 1]
        return f"for APScheduler that is {DAYS[int(number)]}, for cron {cron}"
    return "APScheduler counts from Monday, cron from Sunday"
