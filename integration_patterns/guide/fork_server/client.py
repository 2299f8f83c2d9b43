"""Replaces `python ARGUMENTS`: asks the server to fork it, with this process's own streams.

Runs isolated and without site-packages, so that it starts in milliseconds: standard library only.
"""

import json
import os
import signal
import socket
import sys


def main() -> int:
    """Return the exit code of the fork, negative for a signal."""
    server, *arguments = sys.argv[1:]
    folder = os.getcwd()  # noqa: PTH109 - a string is wanted
    request = {"arguments": arguments, "folder": folder, "environment": {**os.environ}}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(server)
        socket.send_fds(connection, [b"\0"], [0, 1, 2])
        with connection.makefile("rw", encoding="utf-8") as messages:
            messages.write(json.dumps(request) + "\n")
            messages.flush()
            _pass_signals_to(int(messages.readline()))
            return os.waitstatus_to_exitcode(int(messages.readline()))


def _pass_signals_to(fork: int) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda received, _frame: os.kill(fork, received))


if __name__ == "__main__":
    code = main()
    if code < 0:
        if -code != signal.SIGKILL:  # no process can handle it, so none has to reset it
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)
