"""A forked `python -m` is told apart from a fresh interpreter by its speed only."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from integration_patterns.proof import forks
from integration_patterns.proof.config import Config

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(
    not forks.AVAILABLE, reason="the fork server watches processes as only Linux can"
)


@pytest.fixture(name="python")
def _python(tmp_path: Path) -> Iterator[str]:
    config = Config(project=None, warm=("json",))  # type: ignore[arg-type]  # it reads `warm` only
    server = forks.ForkServer(tmp_path, config)
    shim = tmp_path / "python"
    shim.write_text(server.shim())
    shim.chmod(0o755)
    deadline = time.monotonic() + 20
    while not (tmp_path / "fork.sock").exists():
        assert time.monotonic() < deadline, "the server does not listen"
        time.sleep(0.01)
    yield str(shim)
    server.close()


def outcome(python: str, folder: Path, source: str, *arguments: str) -> tuple[int, str, str]:
    """What a module does: its exit code, its output, its errors."""
    (folder / "app").mkdir(exist_ok=True)
    (folder / "app" / "thing.py").write_text(source)
    done = subprocess.run(
        [python, "-m", "thing", *arguments],
        cwd=folder / "app",
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(folder / "app"), "WORD": "hello"},
        input="typed\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )
    return done.returncode, done.stdout, done.stderr


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
        "class Loud:\n    def __del__(self): print('torn down', flush=True)\n\n"
        "kept = Loud()\nkept.itself = kept",
        "async def never_awaited(): pass\n\nkept = never_awaited()",
        "import logging, sys\nhandler = logging.StreamHandler(sys.stdout)\n"
        "handler.flush = lambda: print('flushed', flush=True)\nlogging.root.addHandler(handler)",
        "import no_such_module",
        "def broken(:\n    pass",
    ],
)
def test_a_fork_behaves_as_a_fresh_interpreter(python: str, tmp_path: Path, source: str) -> None:
    """Exit code, output and errors are the same to the letter."""
    fresh = outcome(sys.executable, tmp_path, source, "one", "two words")

    assert fresh == outcome(python, tmp_path, source, "one", "two words")


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
