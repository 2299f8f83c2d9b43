"""Large, slow and half requests against a real process: it refuses them and goes on answering."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import httpx
import pytest

from tests.support.processes import webserver

pytestmark = pytest.mark.slow

HEAD = b"POST /api/v1/orders HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n"
LARGE = b"[" + b'{"a":1},' * 1_300_000 + b"{}]"
# Far more than a probe takes, far less than one took while the app read such a body: 10 s.
PROBE_SECONDS = 5


@pytest.fixture
def url(environment: dict[str, str]) -> Iterator[str]:
    with webserver(environment) as (_server, found):
        yield found


def sent(url: str, data: bytes) -> socket.socket:
    """A connection on which this much was sent, or what the server took of it."""
    connection = socket.create_connection(("127.0.0.1", httpx.URL(url).port), 30)
    with suppress(ConnectionError):
        connection.sendall(data)
    return connection


def status(connection: socket.socket) -> bytes:
    """The status of the answer, closing the connection."""
    with connection:
        return connection.recv(65536)[9:12]


def chunked(body: bytes) -> bytes:
    """The body in one chunk, so that no header tells its length."""
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


# --8<-- [start:large]
def test_ten_megabytes_are_refused_and_probes_go_on(url: str) -> None:
    """Twenty at once, half of them without a declared length."""
    declared = HEAD + b"content-length: %d\r\n\r\n%s" % (len(LARGE), LARGE)
    undeclared = HEAD + b"transfer-encoding: chunked\r\n\r\n" + chunked(LARGE)

    connections = [sent(url, data) for data in (declared, undeclared) for _ in range(10)]

    assert httpx.get(f"{url}/health/live", timeout=PROBE_SECONDS).status_code == 200
    assert {status(connection) for connection in connections} == {b"413"}


def test_a_client_that_asks_first_is_refused_before_it_sends(url: str) -> None:
    """`Expect: 100-continue` saves the whole body."""
    asking = HEAD + b"expect: 100-continue\r\ncontent-length: 10000000\r\n\r\n"

    assert status(sent(url, asking)) == b"413"


@pytest.mark.parametrize("line", [b"POST /api/v1/reports?user_id=123", b"GET /health/live"])
def test_what_no_route_reads_is_refused_without_a_declared_length(url: str, line: bytes) -> None:
    """And nothing has been done for it: no report is there."""
    head = line + b" HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n"

    assert status(sent(url, head + chunked(LARGE))) == b"413"
    assert httpx.get(f"{url}/api/v1/reports").json() == []


def test_after_a_refusal_the_rest_is_not_read(url: str) -> None:
    """The server closes the connection, however much was declared."""
    connection = sent(url, HEAD + b"content-length: 10000000\r\n\r\n")

    with connection, connection.makefile("rb") as answer:
        assert b"connection: close" in answer.read().lower()


# --8<-- [end:large]


@pytest.mark.parametrize("half", [b"", HEAD, HEAD + b"content-length: 9\r\n\r\n{"])
def test_three_hundred_half_requests_hold_up_no_probe(url: str, half: bytes) -> None:
    """They stay open, because uvicorn has no limit for them; the proxy has to close them."""
    with ExitStack() as stalled:
        for _ in range(300):
            stalled.enter_context(sent(url, half))

        assert httpx.get(f"{url}/health/live", timeout=PROBE_SECONDS).status_code == 200
