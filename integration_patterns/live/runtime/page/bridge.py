"""Takes the page's calls and answers them, both as JSON."""

import asyncio
import io
import json
import os
import sys
import time
from collections.abc import Callable, Coroutine
from typing import Any, cast

from integration_patterns.live.runtime.app import network, schedule
from integration_patterns.live.runtime.app.session import Session
from integration_patterns.live.runtime.imports import modules, replacements
from integration_patterns.live.runtime.loop import nesting, same_thread, threads
from integration_patterns.live.runtime.loop.loops import PageLoop
from integration_patterns.live.runtime.page.calls import Calls
from integration_patterns.live.runtime.page.output import Outlet, PageStream
from integration_patterns.live.runtime.protocol.failures import describe, in_one_line
from integration_patterns.live.runtime.protocol.messages import FromPython, Stream

Json = dict[str, Any]


class Bridge:
    """The page's side of the runtime; made once, connected in each page."""

    def __init__(self) -> None:
        self._post: Callable[[str], object] = lambda _text: None
        self._later: Callable[[float], object] = lambda _seconds: None
        self._set_clock: Callable[[float | None, bool], object] = lambda _timestamp, _ticks: None
        self.outlet = Outlet(self._hand_on, lambda: self.post({"id": 0, "t": "limit"}))
        self.loop = PageLoop(self._call_later)
        self.session = Session(self.loop, self.move_clock)
        self._calls = Calls(
            self.session,
            self.outlet,
            lambda call, part: self.post({"id": call, "t": "event", "event": part}),
        )

    def install(self, environment: str) -> None:
        """Prepare the interpreter; before any code of the app is imported.

        Args:
            environment: The variables that each process in the page has, as JSON.
        """
        same_thread.install()
        threads.install()
        nesting.install()
        network.install()
        schedule.install()
        replacements.install(self.move_clock)
        modules.install()
        self.session.environment = json.loads(environment)
        os.environ.clear()
        os.environ.update(self.session.environment)
        sys.stdout = PageStream(self.outlet, "stdout")
        sys.stderr = PageStream(self.outlet, "stderr")
        network.Backend.stdout, network.Backend.stderr = sys.stdout, sys.stderr
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

    def post(self, message: FromPython) -> None:
        """Send a message to the page."""
        self._post(json.dumps(message))

    def pump(self) -> None:
        """Run what is ready."""
        ended = ""
        try:
            self.loop.pump()
            threads.run_waiting()
        except (SystemExit, KeyboardInterrupt) as end:
            # Code that catches every Exception lets these pass: they end a server, and so a worker.
            ended = f"The app ended its own process: {end!r}."
        self.outlet.flush()
        if ended:
            self.post({"id": 0, "t": "fatal", "message": ended})

    def call(self, text: str) -> None:
        """Begin one call of the page; post its result once it ends."""
        request: Json = json.loads(text)
        action: int = request["id"]
        self.outlet.new_action()
        started = time.perf_counter()

        def finish(result: Json | None) -> None:
            self.outlet.flush()
            ms = round((time.perf_counter() - started) * 1000, 1)
            self.post({"id": action, "t": "done", "result": result, "ms": ms})

        def fail(error: BaseException) -> None:
            self.outlet.flush()
            failure = describe(error)
            message = in_one_line(failure)
            self.post({"id": action, "t": "fail", "message": message, "error": failure})

        handler = getattr(self._calls, request["op"])
        try:
            result = handler(action, **request["args"])
            if asyncio.iscoroutine(result):
                self._run(result, finish, fail)
            else:
                finish(result)
        except BaseException as error:  # noqa: BLE001 - the page gets every failure
            fail(error)
        self.pump()

    def _run(
        self,
        work: Coroutine[Any, Any, Json | None],
        finish: Callable[[Json | None], None],
        fail: Callable[[BaseException], None],
    ) -> None:
        def ended(task: "asyncio.Task[Json | None]") -> None:
            if task.cancelled():
                fail(asyncio.CancelledError("The app was stopped meanwhile."))
            elif error := task.exception():
                fail(error)
            else:
                finish(task.result())

        self.loop.create_task(work).add_done_callback(ended)

    def _hand_on(self, stream: str, text: str) -> None:
        action, _, name = stream.rpartition(":")
        named = cast("Stream", name)
        self.post({"id": int(action or 0), "t": "output", "stream": named, "text": text})


bridge = Bridge()
