"""Event loops without a selector: one that the page pumps, and one that runs on the spot."""

import asyncio
import math
import time
from asyncio import base_events, events
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

# A pump gives way after this long, so that the page can hand over its next message.
PUMP_SECONDS = 0.05


@contextmanager
def detached() -> Iterator[None]:
    """Hide the running loop from code that starts one of its own, as in another thread."""
    outer = events._get_running_loop()
    task = asyncio.current_task(outer) if outer else None
    if outer and task:
        asyncio.tasks._leave_task(outer, task)
    events._set_running_loop(None)
    try:
        yield
    finally:
        events._set_running_loop(outer)
        if outer and task:
            asyncio.tasks._enter_task(outer, task)


class _Nothing:
    """Takes the place of a selector: no file ever becomes ready, so it only waits."""

    def select(self, timeout: float | None = None) -> tuple[()]:
        if timeout is None:
            raise RuntimeError(
                "Every task waits for something that can't happen any more. "
                "fix: in the page one thread does all; await nothing that another thread sets."
            )
        if timeout > 0:
            time.sleep(timeout)
        return ()

    def close(self) -> None:
        """Nothing is open."""


def _settle(future: asyncio.Future[Any], settle: Callable[[Any], None], outcome: object) -> None:
    if not future.done():
        settle(outcome)


class SyncLoop(base_events.BaseEventLoop):
    """Runs on the caller's stack; `asyncio.run` and the test runner get one each."""

    # What typeshed keeps to itself.
    _ready: deque[asyncio.Handle]
    _scheduled: list[asyncio.TimerHandle]

    def __init__(self) -> None:
        super().__init__()
        self._selector = _Nothing()
        self._signals: dict[int, Callable[[], object]] = {}

    def next_turn(self) -> float:
        """When there is something to run, by the loop's clock; never, if it waits for others."""
        if self._ready:
            return self.time()
        return self._scheduled[0].when() if self._scheduled else math.inf

    def turn(self) -> None:
        """Run once what is ready."""
        self.stop()
        self.run_forever()

    def _process_events(self, _events: object) -> None:
        """No file, no event."""

    def _write_to_self(self) -> None:
        """With one thread, no other one waits to be woken."""

    def run_in_executor(  # type: ignore[override]  # typeshed's has a variadic type
        self, _executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Run it at once: there is one thread. Who waits goes on in a later turn, as elsewhere."""
        future = self.create_future()
        try:
            with detached():
                result = func(*args)
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException as error:  # noqa: BLE001 - the future hands it on, as a thread's would
            self.call_soon(_settle, future, future.set_exception, error)
        else:
            self.call_soon(_settle, future, future.set_result, result)
        return future

    def add_signal_handler(  # type: ignore[override]  # typeshed's has a variadic type
        self, sig: int, callback: Callable[..., object], *args: Any
    ) -> None:
        """Remember what to do; `send_signal` does it."""
        self._signals[sig] = lambda: callback(*args)

    def remove_signal_handler(self, sig: int) -> bool:
        """Forget it."""
        return self._signals.pop(sig, None) is not None

    def send_signal(self, sig: int) -> bool:
        """Call what was registered for a signal; a process would get it from the system."""
        handler = self._signals.get(sig)
        if handler:
            self.call_soon(handler)
        return handler is not None


class PageLoop(SyncLoop):
    """The loop of the servers in the page: runs what is ready, then asks to be called again.

    Args:
        call_later: Asks the page to call `pump` after so many seconds.
    """

    def __init__(self, call_later: Callable[[float], object]) -> None:
        super().__init__()
        self._call_later = call_later
        self._asked: float | None = None

    def _ask(self, when: float) -> None:
        if not self.is_running() and (self._asked is None or when < self._asked):
            self._asked = when
            self._call_later(max(0.0, when - self.time()))

    # It passes its arguments on, so its signature differs from the base's.
    def call_soon(self, *args: Any, **kwargs: Any) -> asyncio.Handle:  # type: ignore[override]  # above
        """As any loop; from outside of it, the page is asked to come back at once."""
        handle = super().call_soon(*args, **kwargs)
        self._ask(self.time())
        return handle

    def call_at(  # type: ignore[override]  # as above
        self, when: float, *args: Any, **kwargs: Any
    ) -> asyncio.TimerHandle:
        """As any loop; from outside of it, the page is asked to come back in time."""
        handle = super().call_at(when, *args, **kwargs)
        self._ask(when)
        return handle

    def pump(self) -> None:
        """Run all that is ready, for a moment at most, and ask for the next time."""
        self._asked = None
        end = self.time() + PUMP_SECONDS
        while True:
            self.turn()
            if not self._ready or self.time() >= end:
                break
        if self._ready:
            self._ask(self.time())
        elif self._scheduled:
            self._ask(self._scheduled[0].when())
