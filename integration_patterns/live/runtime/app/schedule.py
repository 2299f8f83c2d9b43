"""The app's own scheduler process, in the page: its jobs, and a clock that can be moved."""

import asyncio
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from apscheduler.events import (
    EVENT_JOB_ERROR,
    EVENT_JOB_EXECUTED,
    EVENT_JOB_MISSED,
    EVENT_JOB_SUBMITTED,
)
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.interval import IntervalTrigger

from integration_patterns.live.runtime.app.listing import as_shown
from integration_patterns.live.runtime.loop.loops import PageLoop
from integration_patterns.live.runtime.protocol.app import Fired, Job

# Jobs that would run more often than this on the way are not waited for one by one.
STOPS = 50
SETTLE_SECONDS = 20

_started: list[Any] = []
_real_start = BaseScheduler.start


def _start(self: Any, paused: bool = False) -> None:
    _started.append(self)
    _real_start(self, paused)


def install() -> None:
    """Notice which scheduler the app starts."""
    BaseScheduler.start = _start


class Clock:
    """The scheduler process, started when it is first asked for.

    Args:
        loop: Runs it.
        move_clock: Sets the wall clock to a POSIX timestamp; None lets it follow the machine's.
    """

    def __init__(self, loop: PageLoop, move_clock: Callable[[float | None], object]) -> None:
        self._loop, self._move_clock = loop, move_clock
        self._process: asyncio.Task[None] | None = None
        self._scheduler: Any = None
        self._fired: list[Fired] = []
        self._open: dict[tuple[str, str], Fired] = {}

    async def start(self) -> None:
        """Run the process until its scheduler runs; raises what it raises."""
        if self._process and not self._process.done():
            return
        _started.clear()
        entry = import_module("app.components.scheduler.process")
        self._process = asyncio.ensure_future(entry.run())
        while not (_started and _started[0].running):
            if self._process.done():
                self._process.result()
                raise RuntimeError("The scheduler process ended before its scheduler ran.")
            await asyncio.sleep(0)
        self._scheduler = _started[0]
        self._scheduler.add_listener(self._note)

    async def stop(self) -> None:
        """Ask the process to end, as SIGTERM does, and wait for it."""
        if self._process and not self._process.done():
            self._loop.send_signal(signal.SIGTERM)
            await asyncio.wait({self._process}, timeout=SETTLE_SECONDS)
        self._process = self._scheduler = None

    async def jobs(self) -> list[Job]:
        """Each job and its next times."""
        await self.start()
        return [as_shown(job) for job in self._scheduler.get_jobs()]

    async def run_job(self, job_id: str) -> Fired:
        """Make one job due now, and wait for its end."""
        await self.start()
        job = self._scheduler.get_job(job_id)
        if job is None:
            raise LookupError(f"There is no job {job_id}.")
        self._fired = []
        job.modify(next_run_time=datetime.now(UTC))
        await self._settle()
        if fired := next((one for one in self._fired if one["job"] == job_id), None):
            return fired
        raise RuntimeError(f"{job_id} did not fire: it still runs. fix: wait, or press Stop.")

    async def go_to(self, moment: datetime) -> list[Fired]:
        """Move the clock; on the way it stops wherever a job is due, and lets it run."""
        await self.start()
        self._fired = []
        if moment < datetime.now(UTC):
            # A scheduler never looks back: one that starts then does.
            await self.stop()
            self._move_clock(moment.timestamp())
            await self.start()
            return []
        for due in self._stops(moment):
            self._skip_intervals(due)
            self._move_clock(due.timestamp())
            await self._settle()
        return self._fired

    def _stops(self, until: datetime) -> list[datetime]:
        stops = {until}
        for job in self._scheduler.get_jobs():
            if isinstance(job.trigger, IntervalTrigger):
                continue
            times: list[datetime] = []
            following = job.next_run_time
            while following is not None and following <= until and len(times) <= STOPS:
                times.append(following)
                following = job.trigger.get_next_fire_time(
                    following, following + timedelta(microseconds=1)
                )
            if len(times) <= STOPS:
                stops.update(times)
        return sorted(stop.astimezone(UTC) for stop in stops)

    def _skip_intervals(self, until: datetime) -> None:
        """Leave out the ticks that coalesce into one anyway; APScheduler would count them all."""
        for job in self._scheduler.get_jobs():
            if isinstance(job.trigger, IntervalTrigger) and job.next_run_time < until:
                ticks = (until - job.next_run_time) // job.trigger.interval
                job.modify(next_run_time=job.next_run_time + ticks * job.trigger.interval)

    async def _settle(self) -> None:
        """Let the scheduler notice the time, and every job it submits end."""
        self._scheduler.wakeup()
        await asyncio.sleep(0)
        try:
            async with asyncio.timeout(SETTLE_SECONDS):
                while any(
                    executor._pending_futures for executor in self._scheduler._executors.values()
                ):
                    await asyncio.sleep(0)
        except TimeoutError:
            # Those stay claimed: they still run.
            return
        for fired in self._open.values():
            fired["outcome"] = "skipped"
            fired["message"] = "Another process had claimed this tick."
        self._open.clear()

    def _note(self, event: Any) -> None:
        if event.code == EVENT_JOB_SUBMITTED:
            for time in event.scheduled_run_times:
                fired: Fired = {
                    "job": event.job_id,
                    "scheduledFor": time.astimezone(UTC).isoformat(),
                    "outcome": "claimed",
                    "message": "",
                }
                self._open[event.job_id, fired["scheduledFor"]] = fired
                self._fired.append(fired)
        elif event.code in {EVENT_JOB_EXECUTED, EVENT_JOB_ERROR, EVENT_JOB_MISSED}:
            time = event.scheduled_run_time.astimezone(UTC).isoformat()
            if (event.job_id, time) in self._open:
                fired = self._open.pop((event.job_id, time))
                fired["outcome"] = "ran" if event.code == EVENT_JOB_EXECUTED else "failed"
                if event.code == EVENT_JOB_MISSED:
                    fired |= {"outcome": "skipped", "message": "Too late."}
                elif event.exception is not None:
                    error = event.exception
                    fired["message"] = f"{type(error).__name__}: {error}"
