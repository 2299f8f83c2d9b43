"""A forked `python -m` differs from a fresh interpreter by its speed only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from integration_patterns.guide.config import Config
from integration_patterns.guide.fork_server.launcher import AVAILABLE, WarmPython
from integration_patterns.guide.project import Project
from integration_patterns.guide.sandbox import shims

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not AVAILABLE, reason="the fork server watches processes as only Linux can"),
]


@pytest.fixture(name="warm")
def _warm(tmp_path: Path) -> Iterator[WarmPython]:
    config = Config(Project(tmp_path, {}), warm=("decimal", "json"))
    warm = WarmPython(tmp_path / "commands", config)
    yield warm
    warm.close()


@pytest.fixture(name="python")
def _python(warm: WarmPython) -> str:
    return str(warm.script)


MODULE = ("-m", "thing")
FILE = ("./thing.py",)
SOURCE = "-c"


def outcome(
    python: str, folder: Path, source: str, *arguments: str, how: Sequence[str] = MODULE
) -> tuple[int, str, str]:
    """What a module, a file or a command does: its exit code, its output, its errors."""
    what = ["-c", source] if how == SOURCE else how
    (folder / "app").mkdir(exist_ok=True)
    (folder / "app" / "thing.py").write_text(source)
    done = subprocess.run(
        [python, *what, *arguments],
        cwd=folder / "app",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(folder / "app"), "WORD": "hello"},
        input="typed\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize("how", [MODULE, FILE, SOURCE], ids=["-m", "file", "-c"])
@pytest.mark.parametrize(
    "source",
    [
        "import os, sys; print(os.environ['WORD'], sys.argv[1:], os.getcwd(), input())",
        "import sys; print(__name__, sys.argv[0], sys.path[0]); print('e', file=sys.stderr)",
        "import sys; sys.exit(3)",
        "import sys; sys.exit('in words')",
        "def inner():\n    raise KeyError('lost')\n\ninner()",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import atexit; atexit.register(print, 'at the end'); print('first')",
        "import threading; threading.Thread(target=lambda: print('from a thread')).start()",
        "class Loud:\n    def __del__(self): print('torn down', flush=True)\n\nkept = Loud()",
        "class Loud:\n    def __del__(self): print('torn')\n\nkept = Loud()\nkept.itself = kept",
        "async def never_awaited(): pass\n\nkept = never_awaited()",
        "import logging as l; l.raiseExceptions = True; l.root.addHandler(l.StreamHandler('x'))",
        "import sys; print(sys.orig_argv[1:3] != [], sys.path[0], sys.stdin.isatty())",
        "raise KeyboardInterrupt",
        "import sys; sys.excepthook = lambda *what: print(what[0]); raise OSError",
        "import no_such_module",
        "def broken(:\n    pass",
    ],
)
def test_a_fork_behaves_as_a_fresh_interpreter(
    python: str, tmp_path: Path, source: str, how: Sequence[str]
) -> None:
    """Exit code, output and errors are the same to the letter."""
    fresh = outcome(sys.executable, tmp_path, source, "one", "two words", how=how)

    assert fresh == outcome(python, tmp_path, source, "one", "two words", how=how)


def test_a_script_of_the_environment_is_forked(warm: WarmPython, tmp_path: Path) -> None:
    """What its console scripts print is the same; and no longer than `python` need be."""
    shims.install(tmp_path / "commands", warm.script)
    script = Path(sys.executable).with_name("patterns")
    both = [
        subprocess.run(
            [command, "explain", "no-such-rule"], capture_output=True, check=False, timeout=60
        )
        for command in (script, tmp_path / "commands" / "patterns")
    ]

    assert both[0].returncode == both[1].returncode != 0
    assert (both[0].stdout, both[0].stderr) == (both[1].stdout, both[1].stderr)


def test_a_command_that_looks_at_what_is_imported_is_not_forked(
    python: str, tmp_path: Path
) -> None:
    """It sees what a reader would see."""
    source = "import sys; print('decimal' in sys.modules)"

    assert outcome(python, tmp_path, source, how=SOURCE)[1] == "False\n"


def test_a_changed_module_is_read_anew(python: str, tmp_path: Path) -> None:
    """The server never imports the application, so nothing of it is stale."""
    assert outcome(python, tmp_path, "print('before')")[1] == "before\n"
    assert outcome(python, tmp_path, "print('after, and longer')")[1] == "after, and longer\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_ends_the_fork(python: str, tmp_path: Path, number: signal.Signals) -> None:
    """Ending the command that was typed ends what it runs, however it is ended."""
    reading, writing = os.pipe()
    (tmp_path / "thing.py").write_text(
        "import sys, time\nprint('ready', flush=True)\ntime.sleep(60)\n"
    )
    process = subprocess.Popen(
        [python, "-m", "thing"],
        cwd=tmp_path,
        stdout=writing,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    os.close(writing)
    assert os.read(reading, 100) == b"ready\n"
    process.send_signal(number)
    process.wait(20)

    with os.fdopen(reading) as pipe:
        assert pipe.read() == "", "the fork still holds the pipe, or printed more"
    assert process.returncode != 0
