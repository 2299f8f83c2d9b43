"""Takes the page's calls and answers them: JSON in, JSON out, one function each way."""

import asyncio
import io
import json
import os
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from integration_patterns.live.runtime import (
    asgi,
    boundary,
    commands,
    inline,
    modules,
    schedule,
    standins,
    threads,
)
from integration_patterns.live.runtime.failures import describe, told
from integration_patterns.live.runtime.loop import PageLoop
from integration_patterns.live.runtime.output import Outlet, PageStream
from integration_patterns.live.runtime.session import Session

Json = dict[str, Any]


class Bridge:
    """The page's side of the runtime; made once, connected in each page."""

    def __init__(self) -> None:
        self._post: Callable[[str], object] = lambda _text: None
        self._later: Callable[[float], object] = lambda _seconds: None
        self._set_clock: Callable[[float | None, bool], object] = lambda _timestamp, _ticks: None
        self.outlet = Outlet(self._hand_on, lambda: self.post(0, "limit"))
        self.loop = PageLoop(self._call_later)
        self.session = Session(self.loop, self.move_clock)

    def install(self, environment: str) -> None:
        """Prepare the interpreter; before any code of the app is imported.

        Args:
            environment: The variables that each process in the page has, as JSON.
        """
        inline.install()
        threads.install()
        boundary.install()
        schedule.install()
        standins.install(self.move_clock)
        modules.install()
        self.session.environment = json.loads(environment)
        os.environ.clear()
        os.environ.update(self.session.environment)
        sys.stdout = PageStream(self.outlet, "stdout")
        sys.stderr = PageStream(self.outlet, "stderr")
        boundary.Backend.stdout, boundary.Backend.stderr = sys.stdout, sys.stderr
        sys.stdin = io.StringIO()

    def connect(
        self,
        post: Callable[[str], object],
        later: Callable[[float], object],
        set_clock: Callable[[float | None, bool], object],
    ) -> None:
        """Use this page's functions from now on."""
        self._post, self._later, self._set_clock = post, later, set_clock

    def _call_later(self, seconds: float) -> None:
        self._later(seconds)

    def move_clock(self, timestamp: float | None, ticks: bool = True) -> None:
        """Set the wall clock; None lets it follow the machine's again."""
        self._set_clock(timestamp, ticks)

    def post(self, action: int, kind: str, /, **content: Any) -> None:
        """Tell the page something about one of its calls; 0 is none in particular."""
        self._post(json.dumps({"id": action, "t": kind, **content}))

    def pump(self) -> None:
        """Go on with whatever is ready."""
        ended = ""
        try:
            self.loop.pump()
            threads.run_waiting()
        except (SystemExit, KeyboardInterrupt) as end:
            # Whatever catches every error lets these pass: they end a server, and so a worker.
            ended = f"The app ended its own process: {end!r}."
        self.outlet.flush()
        if ended:
            self.post(0, "fatal", message=ended)

    def call(self, text: str) -> None:
        """Begin one call of the page; its answer is posted when it is there."""
        request: Json = json.loads(text)
        action: int = request["id"]
        self.outlet.new_action()
        started = time.perf_counter()

        def finish(result: Json) -> None:
            self.outlet.flush()
            ms = round((time.perf_counter() - started) * 1000, 1)
            self.post(action, "done", result={**result, "ms": ms})

        def fail(error: BaseException) -> None:
            self.outlet.flush()
            kind = "memory" if isinstance(error, MemoryError) else "internal"
            failure = describe(error)
            self.post(action, "fail", kind=kind, message=told(failure), error=failure)

        handler = getattr(self, f"_do_{request['op']}")
        try:
            result = handler(action, request.get("args", {}))
            if asyncio.iscoroutine(result):
                self._run(result, finish, fail)
            else:
                finish(result)
        except BaseException as error:  # noqa: BLE001 - the page is told of every failure
            fail(error)
        self.pump()

    def _run(
        self,
        work: Coroutine[Any, Any, Json],
        finish: Callable[[Json], None],
        fail: Callable[[BaseException], None],
    ) -> None:
        def ended(task: "asyncio.Task[Json]") -> None:
            if task.cancelled():
                fail(asyncio.CancelledError("The app was stopped meanwhile."))
            elif error := task.exception():
                fail(error)
            else:
                finish(task.result())

        self.loop.create_task(work).add_done_callback(ended)

    def _hand_on(self, stream: str, text: str) -> None:
        action, _, name = stream.rpartition(":")
        self.post(int(action or 0), "output", stream=name, text=text)

    async def _do_start(self, _action: int, args: Json) -> Json:
        log = PageStream(self.outlet, "log")
        return await self.session.start(args["env"], log, args.get("changed", []))

    def _do_list(self, _action: int, _args: Json) -> Json:
        return self.session.lists()

    def _do_ahead(self, _action: int, args: Json) -> Json:
        self.session.prepare(args["expected"])
        return {}

    async def _do_rehearse(self, _action: int, _args: Json) -> Json:
        await self.session.rehearse()
        return {}

    async def _do_request(self, action: int, args: Json) -> Json:
        length = await self.session.request(
            args["method"],
            args["path"],
            [tuple(pair) for pair in args["headers"]],
            args["body"].encode(),
            lambda event: self.post(action, "event", event=event),
        )
        return {"bytes": length, "truncated": length > asgi.LIMIT}

    def _do_cli(self, action: int, args: Json) -> Json:
        stdout = PageStream(self.outlet, f"{action}:stdout")
        stderr = PageStream(self.outlet, f"{action}:stderr")
        return {"exitCode": commands.run(args["line"], stdout, stderr)}

    async def _do_jobs(self, _action: int, _args: Json) -> Json:
        jobs = await self.session.clock.jobs()
        return {"now": datetime.now(UTC).isoformat(), "jobs": jobs}

    async def _do_run_job(self, _action: int, args: Json) -> Json:
        return await self.session.clock.run_job(args["id"])

    async def _do_go_to(self, _action: int, args: Json) -> Json:
        moment = datetime.fromisoformat(args["time"])
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
        fired = await self.session.clock.go_to(moment)
        return {"now": datetime.now(UTC).isoformat(), "fired": fired}

    def _do_test(self, action: int, args: Json) -> Json:
        from integration_patterns.live.runtime import testing  # noqa: PLC0415 - loads pytest

        return testing.run(args["paths"], lambda result: self.post(action, "event", event=result))


bridge = Bridge()
