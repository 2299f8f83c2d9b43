"""Stands in for `python -m MODULE`: has the fork server run it, with this process's own streams.

Runs isolated and without site-packages, so that it starts in milliseconds: standard library only.
"""

import array
import json
import os
import signal
import socket
import sys


def main() -> int:
    """Hand over arguments, folder, environment and streams; return the exit code."""
    path, *arguments = sys.argv[1:]
    request = {"arguments": arguments, "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109 - a string is wanted
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        streams = array.array("i", [0, 1, 2])
        connection.sendmsg([b"\0"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
        with connection.makefile("rw", encoding="utf-8") as messages:
            messages.write(json.dumps(request) + "\n")
            messages.flush()
            child = int(messages.readline())
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda received, _frame: os.kill(child, received))
            status = int(messages.readline())
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    code = main()
    if code < 0:
        if -code != signal.SIGKILL:  # nobody can handle it, so nobody need reset it
            signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)
