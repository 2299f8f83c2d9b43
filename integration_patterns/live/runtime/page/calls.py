"""The calls that the page may make: a method each, with the call's arguments and result."""

from collections.abc import Callable
from datetime import UTC, datetime

from integration_patterns.live.runtime.app import asgi, commands
from integration_patterns.live.runtime.app.session import Session
from integration_patterns.live.runtime.page.output import Outlet, PageStream
from integration_patterns.live.runtime.protocol.app import (
    CommandEnd,
    Fired,
    Jobs,
    Listing,
    Moved,
    NotRunning,
    ResponseChunk,
    ResponseEnd,
    ResponseHead,
    Running,
    TestEnd,
    TestResult,
)

Report = Callable[[int, ResponseHead | ResponseChunk | TestResult], object]


class Calls:
    """The first argument of each is the number of the call; the others come from the page.

    Args:
        session: The app.
        outlet: Takes what is printed.
        report: Sends a part of the result before the call ends.
    """

    def __init__(self, session: Session, outlet: Outlet, report: Report) -> None:
        self._session, self._outlet, self._report = session, outlet, report

    async def start(
        self, _call: int, env: dict[str, str], changed: list[str]
    ) -> Running | NotRunning:
        """Start the app with these settings; `changed` names the files that differ."""
        return await self._session.start(env, PageStream(self._outlet, "log"), changed)

    def lists(self, _call: int) -> Listing:
        """What the app has."""
        return self._session.lists()

    def ahead(self, _call: int, expected: list[str]) -> None:
        """Import for the next start what doesn't depend on these files."""
        self._session.prepare(expected)

    async def rehearse(self, _call: int) -> None:
        """Warm up the app and the browser."""
        await self._session.rehearse()

    async def request(
        self, call: int, method: str, path: str, headers: list[tuple[str, str]], body: str
    ) -> ResponseEnd:
        """Send a request to the app; the answer is sent to the page part by part."""
        length = await self._session.request(
            method, path, headers, body.encode(), lambda part: self._report(call, part)
        )
        return {"bytes": length, "truncated": length > asgi.LIMIT}

    def cli(self, call: int, line: str) -> CommandEnd:
        """Run a command."""
        stdout = PageStream(self._outlet, f"{call}:stdout")
        stderr = PageStream(self._outlet, f"{call}:stderr")
        return {"exitCode": commands.run(line, stdout, stderr)}

    async def jobs(self, _call: int) -> Jobs:
        """Every job; starts the scheduler."""
        jobs = await self._session.clock.jobs()
        return {"now": datetime.now(UTC).isoformat(), "jobs": jobs}

    async def run_job(self, _call: int, id: str) -> Fired:  # noqa: A002 - as the page names it
        """Run a job now."""
        return await self._session.clock.run_job(id)

    async def go_to(self, _call: int, time: str) -> Moved:
        """Move the clock; ISO 8601, in UTC where it doesn't say."""
        moment = datetime.fromisoformat(time)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        fired = await self._session.clock.go_to(moment)
        return {"now": datetime.now(UTC).isoformat(), "fired": fired}

    def test(self, call: int, paths: list[str]) -> TestEnd:
        """Run tests; the result of each is sent to the page as soon as the test ends."""
        from integration_patterns.live.runtime.app import testing  # noqa: PLC0415 - loads pytest

        return testing.run(paths, lambda result: self._report(call, result))
