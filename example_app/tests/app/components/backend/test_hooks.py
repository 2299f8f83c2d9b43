"""Discovery and the life of hooks, on packages made for each test."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from app.components.backend import hooks
from app.components.backend.hooks import LifespanHooks, discover, discover_lifespan_hooks
from app.core.config import use_settings
from app.core.errors import AppError, ConfigurationError
from tests.support.databases import isolated_settings

Drop = Callable[[str, str], None]
RECORD = "import hook_record\n"


@pytest.fixture
def drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Drop]:
    """Drops a file into a hook folder of a new package that discovery looks at."""
    package = tmp_path / "dropped"
    for folder in ("", "middleware", "startup", "shutdown"):
        (package / folder).mkdir()
        (package / folder / "__init__.py").touch()
    (tmp_path / "hook_record.py").write_text("ran = []\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(hooks, "PACKAGE", "dropped")

    def drop_file(path: str, source: str) -> None:
        (package / path).write_text(RECORD + source)

    yield drop_file
    for name in [name for name in sys.modules if name.split(".")[0] in {"dropped", "hook_record"}]:
        del sys.modules[name]


def ran() -> list[str]:
    """What the dropped hooks recorded."""
    recorded: list[str] = importlib.import_module("hook_record").ran
    return recorded


def startup(name: str) -> str:
    """The source of a startup hook that records its name."""
    return f"def startup_hook():\n    hook_record.ran.append('+{name}')\n"


def shutdown(name: str) -> str:
    """The source of a shutdown hook that records its name."""
    return f"async def shutdown_hook():\n    hook_record.ran.append('-{name}')\n"


# --8<-- [start:order]
async def test_hooks_run_in_the_order_of_their_names_and_stop_in_reverse(drop: Drop) -> None:
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
async def test_a_hook_may_be_sync_or_async_in_any_form(drop: Drop, source: str) -> None:
    """Whatever it returns is awaited if it can be."""
    drop("startup/10_any.py", source)

    async with discover_lifespan_hooks().run():
        assert ran() == ["ran"]


# --8<-- [end:awaitable]


# --8<-- [start:pairs]
async def test_a_failed_start_undoes_exactly_what_had_started(drop: Drop) -> None:
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
async def test_a_shutdown_file_of_its_own_always_runs(drop: Drop) -> None:
    """Without a startup file of the same name there is nothing that must have run before."""
    drop("startup/10_a.py", "def startup_hook():\n    raise OSError\n")
    drop("shutdown/90_flush.py", shutdown("90_flush"))

    with pytest.raises(ConfigurationError):
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")

    assert ran() == ["-90_flush"]


# --8<-- [end:alone]


# --8<-- [start:failing-stop]
async def test_a_failing_shutdown_hook_is_logged_and_the_others_still_run(drop: Drop) -> None:
    """Nothing is swallowed, nothing is left undone."""
    drop("shutdown/10_a.py", shutdown("10_a"))
    drop("shutdown/20_b.py", "def shutdown_hook():\n    raise OSError('gone')\n")

    with capture_logs() as logs:
        async with discover_lifespan_hooks().run():
            pass

    assert ran() == ["-10_a"]
    assert ("shutdown_hook_failed", "20_b.py") in [(log["event"], log["file"]) for log in logs]


# --8<-- [end:failing-stop]


async def test_a_shutdown_hook_that_hangs_is_cut_off(
    drop: Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a time of its own, however long SHUTDOWN_GRACE is, and the others still run."""
    monkeypatch.setattr(hooks, "SHUTDOWN_HOOK_SECONDS", 0)
    drop("shutdown/10_a.py", shutdown("10_a"))
    drop(
        "shutdown/20_b.py",
        "import asyncio\nasync def shutdown_hook():\n    await asyncio.Event().wait()\n",
    )

    with capture_logs() as logs, use_settings(isolated_settings(SHUTDOWN_GRACE=86_400)):
        async with discover_lifespan_hooks().run():
            pass

    assert ran() == ["-10_a"]
    assert "20_b.py" in [log["file"] for log in logs if log["event"] == "shutdown_hook_failed"]


async def test_the_apps_own_errors_keep_their_fix(drop: Drop) -> None:
    """What a service knows about the remedy reaches whoever starts the server."""
    drop(
        "startup/10_a.py",
        "from app.core.errors import AppError\n"
        "def startup_hook():\n    raise AppError('It is dark.', 'light a lamp.')\n",
    )

    with pytest.raises(ConfigurationError) as caught:
        async with discover_lifespan_hooks().run():
            pytest.fail("the server must not start")

    assert caught.value.fix == "light a lamp."
    assert isinstance(caught.value.__cause__, AppError)


# --8<-- [start:broken]
@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("def startup_hook(:\n", r"can't be imported: SyntaxError: .*10_a\.py, line 2\)"),
        ("import no_such_module\n", r"can't be imported: ModuleNotFoundError: .*no_such_module"),
        (
            "def startup_hooks():\n    pass\n",
            r"doesn't define startup_hook\(\); it defines startup_hooks\(\)",
        ),
        ("startup_hook = None\n", r"doesn't define startup_hook\(\); it defines no function"),
    ],
    ids=["syntax error", "failing import", "wrong name", "not a function"],
)
def test_a_broken_file_stops_the_start(drop: Drop, source: str, what: str) -> None:
    """The error names the file, what is wrong with it, and two ways out."""
    drop("startup/10_a.py", source)

    with pytest.raises(ConfigurationError, match=rf"startup/10_a\.py {what}.*fix: .*'_'"):
        discover_lifespan_hooks()


# --8<-- [end:broken]


@pytest.mark.parametrize("name", ["_off.py", ".#10_a.py"])
def test_files_with_an_underscore_or_a_dot_are_left_out(drop: Drop, name: str) -> None:
    """A helper beside the hooks, a hook that is switched off, or an editor's lock."""
    drop(f"startup/{name}", "raise AssertionError\n")

    assert discover_lifespan_hooks() == LifespanHooks([], [])


# --8<-- [start:middleware-order]
def test_the_first_middleware_is_the_outermost(drop: Drop) -> None:
    """The last-added middleware is the outermost in Starlette: discovery adds them in reverse."""
    for name in ("20_inner", "10_outer"):
        drop(
            f"middleware/{name}.py",
            "class M:\n    def __init__(self, app, name):\n        self.name = name\n"
            f"def register_middleware(app):\n    app.add_middleware(M, name='{name}')\n",
        )
    app = FastAPI()

    hooks.register_middleware(app)

    assert [added.kwargs["name"] for added in app.user_middleware] == ["10_outer", "20_inner"]


# --8<-- [end:middleware-order]


def test_a_middleware_that_fails_to_register_stops_the_start(drop: Drop) -> None:
    """A security middleware can't vanish."""
    drop("middleware/10_a.py", "def register_middleware(app):\n    raise KeyError('origins')\n")

    with pytest.raises(
        ConfigurationError, match=r"middleware/10_a\.py: .* raised KeyError: 'origins'"
    ):
        hooks.register_middleware(FastAPI())


def test_a_middleware_with_a_wrong_argument_stops_the_start(drop: Drop) -> None:
    """Starlette builds it later; the error names the file all the same, and so does the list."""
    drop(
        "middleware/10_a.py",
        "from starlette.middleware.trustedhost import TrustedHostMiddleware\n"
        "def register_middleware(app):\n"
        "    app.add_middleware(TrustedHostMiddleware, hosts=['shop.example'])\n",
    )
    wrong = r"middleware/10_a\.py: .* raised TypeError: .*'hosts'.* fix: "

    with pytest.raises(ConfigurationError, match=wrong):
        hooks.register_middleware(FastAPI())
    with pytest.raises(ConfigurationError, match=wrong):
        hooks.main()


def test_an_async_register_middleware_stops_the_start(drop: Drop) -> None:
    """Nobody would await it, and the middleware would be missing."""
    drop("middleware/10_a.py", "async def register_middleware(app):\n    pass\n")

    with pytest.raises(ConfigurationError, match=r"middleware/10_a\.py: .* plain def"):
        hooks.register_middleware(FastAPI())


def test_every_hook_of_the_application_is_printed_in_its_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """`python -m app.components.backend.hooks` shows what will happen."""
    hooks.main()

    lines = capsys.readouterr().out.splitlines()
    files = [line.strip() for line in lines if line.startswith("  ")]
    expected = [
        *discover(f"{hooks.PACKAGE}.middleware", "register_middleware"),
        *discover(f"{hooks.PACKAGE}.startup", "startup_hook"),
        *discover(f"{hooks.PACKAGE}.shutdown", "shutdown_hook")[::-1],
    ]
    assert [hook.file for hook in expected] == files
    assert len(files) >= 9
