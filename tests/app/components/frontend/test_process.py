"""The dashboard in the real webserver process."""

import pytest
from websockets.sync.client import connect

from tests.support.dashboard import HELLO, SOCKET
from tests.support.processes import webserver

pytestmark = pytest.mark.slow


def test_an_open_dashboard_does_not_hold_up_the_stop(environment: dict[str, str]) -> None:
    """SIGTERM closes its socket; the process ends well within its grace period, as a success."""
    with (
        webserver({**environment, "SHUTDOWN_GRACE": "60"}) as (server, url),
        connect(url.replace("http", "ws") + SOCKET) as socket,
    ):
        socket.send(HELLO)
        while b"component-database" not in socket.recv(timeout=10):
            pass
        assert server.stop() == 0

    assert "Traceback" not in server.output
    server.wait_for("shutdown_hook_ran")
