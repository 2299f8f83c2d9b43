"""A hook that hangs is ended, whether it awaits or blocks, and its file is named."""

import asyncio
import signal
import time
from collections.abc import Iterator

import pytest
from structlog.testing import capture_logs

from app.components.backend.hooks import lifespan
from app.components.backend.hooks.lifespan import discover_lifespan_hooks
from app.components.backend.hooks.time_limit import time_limit
from app.core.errors import ConfigurationError
from tests.support.hooks import Drop, Ran

# Windows has no such signal, and neither has a browser.
needs_an_alarm = pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="it needs a signal at a set time"
)
HANGS = {
    "awaiting": "async def {}():\n    await asyncio.Event().wait()\n",
    "blocking": "def {}():\n    time.sleep(60)\n",
    "blocking in async def": "async def {}():\n    time.sleep(60)\n",
    "catching all": (
        "def {}():\n"
        "    while True:\n"
        "        try:\n            time.sleep(0.7)\n"
        "        except Exception:\n            time.sleep(60)\n"
    ),
}


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lifespan, "STARTUP_HOOK_SECONDS", 0.01)
    monkeypatch.setattr(lifespan, "SHUTDOWN_HOOK_SECONDS", 0.01)


def hanging(kind: str, function: str) -> str:
    """The source of a hook that would take a minute, or for ever."""
    return "import asyncio, time\n" + HANGS[kind].format(function)


KINDS = ["awaiting", *(pytest.param(one, marks=needs_an_alarm) for one in list(HANGS)[1:3])]


# --8<-- [start:start]
@pytest.mark.parametrize("kind", KINDS)
async def test_a_startup_hook_that_hangs_stops_the_start(drop: Drop, kind: str) -> None:
    """The error names the file, and says that it took too long."""
    drop("startup/10_a.py", hanging(kind, "startup_hook"))

    with pytest.raises(
        ConfigurationError, match=r"startup/10_a\.py: .* TimeoutError: it took longer than 0\.01 s"
    ):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")


# --8<-- [end:start]


@pytest.mark.parametrize("kind", KINDS)
async def test_a_shutdown_hook_that_hangs_is_ended(drop: Drop, ran: Ran, kind: str) -> None:
    """It has a time of its own, however long SHUTDOWN_GRACE is, and the others still run."""
    drop("shutdown/10_a.py", "def shutdown_hook():\n    hook_record.ran.append('-10_a')\n")
    drop("shutdown/20_b.py", hanging(kind, "shutdown_hook"))

    with capture_logs() as logs:
        async with discover_lifespan_hooks().run():
            pass

    assert ran() == ["-10_a"]
    assert "20_b.py" in [log["file"] for log in logs if log["event"] == "shutdown_hook_failed"]


@needs_an_alarm
@pytest.mark.slow
async def test_a_hook_that_catches_everything_is_interrupted_again(drop: Drop) -> None:
    """A loop that tries again after any exception hears of it every second."""
    drop("startup/10_a.py", hanging("catching all", "startup_hook"))

    with pytest.raises(ConfigurationError, match="it took longer"):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")


async def test_a_timeout_of_the_hooks_own_keeps_its_words(drop: Drop) -> None:
    """Such as that of a partner that doesn't answer."""
    drop("startup/10_a.py", "def startup_hook():\n    raise TimeoutError('the partner is slow')\n")

    with pytest.raises(ConfigurationError, match=r"TimeoutError: the partner is slow\."):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")


async def test_other_tasks_are_not_interrupted() -> None:
    """While the hook waits, what blocks the loop may be somebody else's work."""

    async def waits() -> None:
        async with time_limit(0.01):
            await asyncio.Event().wait()

    hook = asyncio.create_task(waits())
    await asyncio.sleep(0)
    time.sleep(0.05)  # noqa: ASYNC251 - the case

    with pytest.raises(TimeoutError):
        await hook


@needs_an_alarm
async def test_a_timer_that_was_running_goes_on(alarm: list[int]) -> None:
    """A process has one such timer, and it may be in use."""
    async with time_limit(60):
        pass

    remaining, _interval = signal.getitimer(signal.ITIMER_REAL)
    assert 0 < remaining <= 50
    signal.raise_signal(signal.SIGALRM)
    assert alarm == [signal.SIGALRM]


@pytest.fixture
def alarm() -> Iterator[list[int]]:
    """A timer of somebody else's; yields the signals that it received."""
    received: list[int] = []
    before = signal.signal(signal.SIGALRM, lambda number, _frame: received.append(number))
    paused = signal.setitimer(signal.ITIMER_REAL, 50)
    yield received
    signal.setitimer(signal.ITIMER_REAL, *paused)
    signal.signal(signal.SIGALRM, before)
