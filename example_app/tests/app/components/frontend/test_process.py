"""The dashboard in the real webserver process."""

from contextlib import ExitStack

import pytest
from websockets.sync.client import connect

from tests.support.dashboard import HELLO, SOCKET
from tests.support.processes import webserver
from tests.support.proxy import proxy

pytestmark = pytest.mark.slow


# A stop may take this long with the hooks; a socket that is waited for would take all of it.
GRACE = {"SHUTDOWN_GRACE": "60"}


def test_an_open_dashboard_does_not_hold_up_the_stop(environment: dict[str, str]) -> None:
    """SIGTERM closes its socket; the process ends well within its grace period, as a success."""
    with (
        webserver({**environment, **GRACE}) as (server, url),
        connect(url.replace("http", "ws") + SOCKET) as socket,
    ):
        socket.send(HELLO)
        while b"component-database" not in socket.recv(timeout=10):
            pass
        assert server.stop() == 0

    assert "Traceback" not in server.output
    server.wait_for("shutdown_hook_ran")


# --8<-- [start:sockets]
@pytest.mark.parametrize("leave", [True, False], ids=["left", "still there"])
@pytest.mark.parametrize(
    "says", [None, b"\x00nonsense", HELLO], ids=["nothing", "nonsense", "hello"]
)
def test_no_socket_holds_up_the_stop(
    environment: dict[str, str], says: bytes | None, *, leave: bool
) -> None:
    """Whatever twenty visitors said or didn't say, and whether they have left or not."""
    with webserver({**environment, **GRACE}) as (server, url), ExitStack() as visits:
        for _ in range(20):
            socket = visits.enter_context(connect(url.replace("http", "ws") + SOCKET))
            if says:
                socket.send(says)
        if leave:
            visits.close()

        assert server.stop() == 0

    assert "Cancel" not in server.output
    assert "CancelledError" not in server.output


# --8<-- [end:sockets]


@pytest.mark.parametrize("strips", [True, False])
def test_it_opens_its_socket_below_a_path_of_a_proxy(
    environment: dict[str, str], *, strips: bool
) -> None:
    """Whether the proxy cuts the path off or not."""
    with (
        webserver({**environment, "ROOT_PATH": "/shop"}) as (_server, backend),
        proxy(backend, "/shop", strips=strips) as url,
        connect(f"{url.replace('http', 'ws')}/shop{SOCKET}") as socket,
    ):
        socket.send(HELLO)
        assert b"session_id" in bytes(socket.recv(timeout=10))
