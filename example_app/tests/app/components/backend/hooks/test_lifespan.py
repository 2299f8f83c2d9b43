"""The life of hooks: run in order, undone in reverse, none forgotten."""

import pytest
from structlog.testing import capture_logs

from app.components.backend.hooks.lifespan import discover_lifespan_hooks
from app.core.errors import AppError, ConfigurationError
from tests.support.hooks import Drop, Ran


def startup(name: str) -> str:
    """The source of a startup hook that records its name."""
    return f"def startup_hook():\n    hook_record.ran.append('+{name}')\n"


def shutdown(name: str) -> str:
    """The source of a shutdown hook that records its name."""
    return f"async def shutdown_hook():\n    hook_record.ran.append('-{name}')\n"


# --8<-- [start:order]
async def test_hooks_run_in_the_order_of_their_names_and_stop_in_reverse(
    drop: Drop, ran: Ran
) -> None:
    """However the file system lists them, and whenever they were written."""
    for name in ("20_b", "30_c", "10_a"):
        drop(f"startup/{name}.py", startup(name))
        drop(f"shutdown/{name}.py", shutdown(name))

    async with discover_lifespan_hooks().run():
        assert ran() == ["+10_a", "+20_b", "+30_c"]

    assert ran()[3:] == ["-30_c", "-20_b", "-10_a"]


# --8<-- [end:order]


# --8<-- [start:awaitable]
@pytest.mark.parametrize(
    "source",
    [
        "def startup_hook():\n    hook_record.ran.append('ran')\n",
        "async def startup_hook():\n    hook_record.ran.append('ran')\n",
        "async def work():\n    hook_record.ran.append('ran')\nstartup_hook = lambda: work()\n",
        (
            "import functools\nasync def work(word):\n    hook_record.ran.append(word)\n"
            "startup_hook = functools.partial(work, 'ran')\n"
        ),
        (
            "class Hook:\n    async def __call__(self):\n        hook_record.ran.append('ran')\n"
            "startup_hook = Hook()\n"
        ),
    ],
    ids=["function", "coroutine function", "lambda", "partial", "callable object"],
)
async def test_a_hook_may_be_sync_or_async_in_any_form(drop: Drop, ran: Ran, source: str) -> None:
    """Whatever it returns is awaited if it can be."""
    drop("startup/10_any.py", source)

    async with discover_lifespan_hooks().run():
        assert ran() == ["ran"]


# --8<-- [end:awaitable]


# --8<-- [start:pairs]
async def test_a_failed_start_undoes_exactly_what_had_started(drop: Drop, ran: Ran) -> None:
    """The third hook fails: the second and first are undone, the third and fourth are not."""
    for name in ("10_a", "20_b", "30_c", "40_d"):
        drop(f"startup/{name}.py", startup(name))
        drop(f"shutdown/{name}.py", shutdown(name))
    drop("startup/30_c.py", "def startup_hook():\n    raise OSError('no lease')\n")
    lifespan = discover_lifespan_hooks()

    with pytest.raises(
        ConfigurationError, match=r"startup/30_c\.py: startup_hook\(\) raised OSError: no lease"
    ):
        async with lifespan.run():
            pytest.fail("the server must not start")

    assert ran() == ["+10_a", "+20_b", "-20_b", "-10_a"]


# --8<-- [end:pairs]


# --8<-- [start:alone]
async def test_a_shutdown_file_of_its_own_always_runs(drop: Drop, ran: Ran) -> None:
    """Without a startup file of the same name there is nothing that must have run before."""
    drop("startup/10_a.py", "def startup_hook():\n    raise OSError\n")
    drop("shutdown/90_flush.py", shutdown("90_flush"))

    with pytest.raises(ConfigurationError):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")

    assert ran() == ["-90_flush"]


# --8<-- [end:alone]


# --8<-- [start:failing-stop]
@pytest.mark.parametrize("raised", ["OSError('gone')", "SystemExit(5)", "asyncio.CancelledError"])
async def test_a_failing_shutdown_hook_is_logged_and_the_others_still_run(
    drop: Drop, ran: Ran, raised: str
) -> None:
    """Nothing is swallowed, nothing is left undone, also by a hook that calls sys.exit()."""
    drop("shutdown/10_a.py", shutdown("10_a"))
    drop("shutdown/20_b.py", f"import asyncio\ndef shutdown_hook():\n    raise {raised}\n")

    with capture_logs() as logs:
        async with discover_lifespan_hooks().run():
            pass

    assert ran() == ["-10_a"]
    assert ("shutdown_hook_failed", "20_b.py") in [(log["event"], log["file"]) for log in logs]


# --8<-- [end:failing-stop]


async def test_the_apps_own_errors_keep_their_fix(drop: Drop, ran: Ran) -> None:
    """A person who starts the server reads what the service knows about the remedy."""
    drop(
        "startup/10_a.py",
        "from app.core.errors import AppError\n"
        "def startup_hook():\n    raise AppError('It is dark.', 'light a lamp.')\n",
    )

    with pytest.raises(ConfigurationError) as caught:
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")

    assert str(caught.value) == "startup/10_a.py stopped the start: It is dark. fix: light a lamp."
    assert isinstance(caught.value.__cause__, AppError)


async def test_a_startup_hook_that_ends_the_process_is_an_error_like_any_other(drop: Drop) -> None:
    """With `sys.exit(0)` a server would be gone, and call it a success."""
    drop("startup/10_a.py", "import sys\ndef startup_hook():\n    sys.exit(0)\n")

    with pytest.raises(
        ConfigurationError, match=r"startup/10_a\.py: startup_hook\(\) raised SystemExit: 0\."
    ):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")


async def test_a_start_that_is_stopped_says_where_and_undoes_what_had_started(
    drop: Drop, ran: Ran
) -> None:
    """The file isn't to blame for a stop that was asked for, but it may be what hung."""
    drop("startup/10_a.py", startup("10_a"))
    drop("shutdown/10_a.py", shutdown("10_a"))
    drop("startup/20_b.py", "def startup_hook():\n    raise KeyboardInterrupt\n")

    with capture_logs() as logs, pytest.raises(KeyboardInterrupt):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")

    assert ran() == ["+10_a", "-10_a"]
    assert ("startup_hook_stopped", "20_b.py") in [(log["event"], log["file"]) for log in logs]
