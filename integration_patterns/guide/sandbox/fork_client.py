"""Stands in for `python ARGUMENTS`: has the fork server run it, with this process's own streams.

Runs isolated and without site-packages, so that it starts in milliseconds: standard library only.
"""

import array
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping, Sequence


def run(  # noqa: PLR0913 - all that a process is started with
    server: str,
    arguments: Sequence[str],
    folder: str,
    environment: Mapping[str, str],
    streams: Sequence[int],
    *,
    timeout: float | None = None,
    started: Callable[[int], object] = bool,
) -> int:
    """Return the exit code, negative for a signal.

    Args:
        server: The socket of the fork server.
        arguments: What follows `python`.
        folder: The current folder of the process.
        environment: All its variables.
        streams: Its standard input, output and error.
        timeout: Seconds until it is ended.
        started: Told the process's id.

    Raises:
        TimeoutError: It did not end in time, and was killed.
    """
    request = {"arguments": [*arguments], "folder": folder, "environment": {**environment}}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(timeout)
        connection.connect(server)
        rights = array.array("i", streams)
        connection.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
        with connection.makefile("rw", encoding="utf-8") as messages:
            messages.write(json.dumps(request) + "\n")
            messages.flush()
            started(int(messages.readline()))
            return os.waitstatus_to_exitcode(int(messages.readline()))


def main() -> int:
    """Run as this process: pass signals on, and end as it ended."""

    def pass_signals(child: int) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda received, _frame: os.kill(child, received))

    server, *arguments = sys.argv[1:]
    folder = os.getcwd()  # noqa: PTH109 - a string is wanted
    return run(server, arguments, folder, os.environ, [0, 1, 2], started=pass_signals)


if __name__ == "__main__":
    code = main()
    if code < 0:
        if -code != signal.SIGKILL:  # nobody can handle it, so nobody need reset it
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)
