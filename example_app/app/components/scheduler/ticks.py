"""Which ticks can be claimed: those that every scheduler finds alike, whenever it was started."""

from collections.abc import Iterable
from datetime import UTC, datetime

from apscheduler.job import Job
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import AndTrigger, OrTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from app.core.errors import ConfigurationError

# A Monday, so that weeks begin on Mondays and days at midnight.
INTERVALS_COUNT_FROM = datetime(2024, 1, 1, tzinfo=UTC)
OTHERWISE = "use a cron or an interval trigger without jitter, or a date trigger with run_date."


# --8<-- [start:share]
def anchor_intervals(jobs: Iterable[Job]) -> None:
    """Count the intervals of all schedulers from one moment, not each from its own start."""
    for trigger in (job.trigger for job in jobs):
        if isinstance(trigger, IntervalTrigger) and _was_read_from_clock(trigger.start_date):
            trigger.start_date = INTERVALS_COUNT_FROM


def refuse_ticks_of_its_own(jobs: Iterable[Job]) -> None:
    """Stop the start when a job can't be claimed.

    Raises:
        ConfigurationError: Its ticks differ between schedulers, so each of them would run it.
    """
    for job in jobs:
        if not _is_shared(job.trigger):
            raise ConfigurationError(
                f"The job {job.id} would run in each scheduler, because each finds other ticks "
                f"for {job.trigger!r}.",
                OTHERWISE,
            )


def _is_shared(trigger: BaseTrigger) -> bool:
    if getattr(trigger, "jitter", None):
        return False
    if isinstance(trigger, AndTrigger | OrTrigger):
        return all(isinstance(one, CronTrigger) and _is_shared(one) for one in trigger.triggers)
    if isinstance(trigger, DateTrigger):
        return not _was_read_from_clock(trigger.run_date)
    return isinstance(trigger, CronTrigger | IntervalTrigger)


def _was_read_from_clock(moment: datetime) -> bool:
    # Left out, APScheduler takes the moment of the start, which has microseconds.
    return moment.microsecond != 0


# --8<-- [end:share]


def passed_over(job: Job, tick: datetime) -> list[datetime]:
    """The ticks that came due before `tick` and that the scheduler left out for it."""
    late, due = [], job.next_run_time
    while due and due < tick:
        late.append(due)
        due = job.trigger.get_next_fire_time(due, tick)
    return late
