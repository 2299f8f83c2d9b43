"""Runs one command as a reader would and returns what a terminal would show."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from integration_patterns.guide.errors import PageError
from integration_patterns.guide.sandbox.terminal import Terminal

CHUNK = 65_536
QUIET = 2.0
PATIENCE_BEFORE_INTERRUPT = 20.0
SURVIVES_INTERRUPT = "trap : INT\n"
"""Lets the shell live on to report the exit code of what was interrupted."""


@dataclass(frozen=True)
class Outcome:
    """The lines before and after an interrupt, and the exit code."""

    lines: list[str]
    code: int
    after_interrupt: list[str]


def run(command: str, terminal: Terminal, where: str) -> Outcome:
    """Run a command to its end."""
    with _started(command, terminal) as process:
        deadline = time.monotonic() + terminal.config.timeout
        output = _read(process, deadline, _never)
        return Outcome(terminal.shown(output), _exit_code(process, command, deadline, where), [])


def run_until_interrupted(
    command: str,
    terminal: Terminal,
    where: str,
    enough: Callable[[list[str]], bool] | None,
) -> Outcome:
    """Run a command until it printed enough (or, without a measure, fell quiet), then press ^C."""
    with _started(SURVIVES_INTERRUPT + command, terminal) as process:
        deadline = time.monotonic() + terminal.config.timeout
        patience = min(deadline, time.monotonic() + PATIENCE_BEFORE_INTERRUPT)
        if enough is None:
            before = _read(process, patience, _never, QUIET)
        else:
            before = _read(process, patience, lambda text: enough(terminal.shown(text)))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        after = _read(process, deadline, _never)
        code = _exit_code(process, command, deadline, where)
        return Outcome(terminal.shown(before), code, terminal.shown(after))


@contextmanager
def _started(command: str, terminal: Terminal) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S602 - a reader's command is a shell command
        terminal.typed(command),
        shell=True,
        cwd=terminal.work,
        env=terminal.env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _read(
    process: subprocess.Popen[bytes],
    deadline: float,
    enough: Callable[[str], bool],
    quiet: float | None = None,
) -> str:
    assert process.stdout is not None
    output = b""
    while (left := deadline - time.monotonic()) > 0:
        is_quiet = quiet is not None and output
        ready, _, _ = select.select([process.stdout], [], [], quiet if is_quiet else left)
        if not ready:
            break
        chunk = os.read(process.stdout.fileno(), CHUNK)
        output += chunk
        if not chunk or enough(output.decode("utf-8", errors="replace")):
            break
    return output.decode("utf-8", errors="replace")


def _exit_code(process: subprocess.Popen[bytes], command: str, deadline: float, where: str) -> int:
    try:
        code = process.wait(max(0.1, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        raise PageError(
            where, f'"{command}" did not end in time', "end its output with a line ^C or correct it"
        ) from None
    return code if code >= 0 else 128 - code


def _never(_output: str) -> bool:
    return False
