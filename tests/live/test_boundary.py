"""A command calls the backend in the page: each keeps its own streams."""

import sys
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import Any

import httpx
import pytest

from integration_patterns.live.runtime.app.network import Backend, PageTransport
from integration_patterns.live.runtime.loop.loops import PageLoop


async def talkative(_scope: Any, _receive: Any, send: Any) -> None:
    """Print on both streams, and answer."""
    sys.stdout.write("printed by the route\n")
    sys.stderr.write("complained by the route\n")
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body", "body": b""})


def test_what_a_route_prints_for_a_command_is_the_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It stands in the log; the terminal has what the command itself prints."""
    loop, log, errors, terminal = PageLoop(lambda _s: None), StringIO(), StringIO(), StringIO()
    for name, value in {
        "app": talkative,
        "port": 8000,
        "loop": loop,
        "stdout": log,
        "stderr": errors,
    }.items():
        monkeypatch.setattr(Backend, name, value, raising=False)

    with redirect_stdout(terminal), redirect_stderr(terminal):
        PageTransport().handle_request(httpx.Request("GET", "http://127.0.0.1:8000/"))
        sys.stdout.write("printed by the command\n")
    loop.close()

    assert log.getvalue() == "printed by the route\n"
    assert errors.getvalue() == "complained by the route\n"
    assert terminal.getvalue() == "printed by the command\n"
