"""Two schedulers and a webserver on one database, and what they made of each second."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
from sqlalchemy import create_engine, select

from app.core.tables import JobRunRow
from tests.support.every_second import JOBS, WITNESS
from tests.support.processes import PATIENCE, Running, running, webserver

SCRIPT = str(Path(__file__).with_name("every_second.py"))
NAMES = ("one", "two")
HEALTHY = {"database": "", "scheduler": ""}


class Pair:
    """Two schedulers with jobs of each second; each can be started anew."""

    def __init__(self, environment: Mapping[str, str], folder: Path, stack: ExitStack) -> None:
        self._witness = folder / "witness.txt"
        self._witness.touch()
        self._environment = {**environment, WITNESS: str(self._witness), "TMPDIR": str(folder)}
        self._stack = stack
        self._started: dict[str, Running] = {}

    def start(self, name: str) -> Running:
        """Start a scheduler, for the first time or again, and wait until it runs."""
        named = {**self._environment, "INSTANCE_ID": name}
        process = self._stack.enter_context(running(SCRIPT, env=named))
        process.wait_for("scheduler_started")
        self._started[name] = process
        return process

    def process(self, name: str) -> Running:
        """The scheduler of that name."""
        return self._started[name]

    def check(self, name: str) -> int:
        """The exit code of the container's health check."""
        return self._started[name].beside("-m", "app.components.scheduler.healthcheck")

    def said(self) -> str:
        """The last lines of both schedulers, for a test that fails."""
        return "\n".join(line for process in self._started.values() for line in process.lines[-30:])

    def say(self, pattern: str, times: int = 1) -> None:
        """Wait until both schedulers have said something so often."""
        for process in self._started.values():
            process.wait_for(pattern, times)

    def stop(self) -> None:
        """Let both end what they do, and then stop."""
        for process in self._started.values():
            process.stop()

    def kill(self) -> None:
        """End both without a word."""
        for process in self._started.values():
            process.send(signal.SIGKILL)
            process.wait()

    def witnessed(self) -> Counter[str]:
        """How often each job really ran."""
        return Counter(self._witness.read_text().split())

    def runs(self) -> dict[str, dict[datetime, JobRunRow]]:
        """The row of each tick, by job."""
        engine = create_engine(self._environment["DATABASE_URL"])
        with engine.connect() as connection:
            rows = connection.execute(
                select(JobRunRow.__table__).where(JobRunRow.job_id.in_(JOBS))
            ).all()
        engine.dispose()
        return {job: {row.scheduled_for: row for row in rows if row.job_id == job} for job in JOBS}

    def wait_until(self, holds: Callable[[dict[datetime, JobRunRow]], bool]) -> None:
        """Wait until something holds for the rows of each job."""
        start = time.monotonic()
        while not all(holds(runs) for runs in self.runs().values()):
            assert time.monotonic() < start + PATIENCE, "it never holds"
            time.sleep(0.5)


class Health:
    """Asks the webserver all the time how the system is."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.answers: list[tuple[float, float, dict[str, str]]] = []
        self._unknown: list[tuple[float, float]] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def _ask(self) -> None:
        while not self._stop.wait(0.25):
            asked = time.monotonic()
            components = httpx.get(f"{self._url}/health", timeout=60).json()["components"]
            told = {part["name"]: "" if part["healthy"] else part["detail"] for part in components}
            self.answers.append((asked, time.monotonic(), told))

    def now(self) -> dict[str, str]:
        """The next answer: for each part, why it isn't healthy."""
        known = len(self.answers)
        while len(self.answers) < known + 2:
            time.sleep(0.05)
        return self.answers[-1][2]

    @contextmanager
    def unknown(self) -> Iterator[None]:
        """While the database is away, and until a scheduler has written a heartbeat again."""
        start = time.monotonic()
        yield
        self.recovers()
        self._unknown.append((start, time.monotonic()))

    def recovers(self) -> None:
        """Wait until all is healthy."""
        start = time.monotonic()
        while self.now() != HEALTHY:
            assert time.monotonic() < start + PATIENCE, self.answers[-1]

    def complaints(self) -> list[dict[str, str]]:
        """The answers that say that something is unhealthy although nothing is."""
        return [
            told
            for asked, answered, told in self.answers
            if told != HEALTHY
            and all(answered < start or end < asked for start, end in self._unknown)
        ]

    def detail(self, part: str) -> str:
        """What is said of a part, healthy or not."""
        components = httpx.get(f"{self._url}/health", timeout=60).json()["components"]
        return next(str(one["detail"]) for one in components if one["name"] == part)

    def end(self) -> None:
        """Ask no more."""
        self._stop.set()
        self._thread.join()


@contextmanager
def two_schedulers(environment: Mapping[str, str], folder: Path) -> Iterator[tuple[Pair, Health]]:
    """Two started schedulers, and a webserver that is asked for their health."""
    with ExitStack() as stack:
        _server, url = stack.enter_context(webserver(environment))
        pair = Pair(environment, folder, stack)
        for name in NAMES:
            pair.start(name)
        health = Health(url)
        stack.callback(health.end)
        yield pair, health


def seconds_between(first: datetime, last: datetime) -> list[datetime]:
    """Every full second from the first moment to the last."""
    start = first.replace(microsecond=0) + timedelta(seconds=1)
    return [start + timedelta(seconds=n) for n in range(int((last - start).total_seconds()) + 1)]


def wait(seconds: float) -> None:
    """Let time pass, and end between two ticks: ticks come due at full seconds."""
    time.sleep(seconds)
    time.sleep((0.5 - time.time()) % 1)


def wall_clock() -> datetime:
    """Now."""
    return datetime.now(UTC)


def full_length() -> bool:
    """Whether the proof runs in full: 60 ticks, faults of 8 seconds."""
    return os.environ.get("FULL_PROOF") == "1"
