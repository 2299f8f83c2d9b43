"""The webserver image's health check, cut from the Dockerfile and run against real servers."""

import json
from urllib.parse import urlsplit

import pytest

from tests.containers.dockerfile import read_stages
from tests.support.http_services import Exchange, http_service
from tests.support.processes import free_port, running

pytestmark = pytest.mark.slow

(CHECK,) = read_stages()["webserver"].said("HEALTHCHECK")
COMMAND = json.loads(CHECK.split("CMD ", 1)[1])


def run_check(port: int) -> int:
    assert COMMAND[0] == "python"
    with running(*COMMAND[1:], env={"PORT": str(port)}) as check:
        return check.wait()


# --8<-- [start:status]
@pytest.mark.parametrize(
    ("status", "healthy"),
    [(200, True), (204, False), (302, False), (404, False), (500, False), (503, False)],
)
def test_only_a_200_is_alive(status: int, healthy: bool) -> None:
    """A redirect counts as dead: what it leads to may be another server's 200."""
    with http_service(Exchange(status=status, headers={"location": "/"})) as service:
        port = urlsplit(service.url).port
        assert port
        code = run_check(port)

    assert (code == 0) is healthy
    assert [path for _method, path, _headers in service.requests] == ["/health/live"]


# --8<-- [end:status]


def test_a_refused_connection_is_dead() -> None:
    assert run_check(free_port()) == 1


def test_silence_is_dead() -> None:
    """The check gives up before the container engine does, so that it says why."""
    with http_service(Exchange(hold=True)) as service:
        port = urlsplit(service.url).port
        assert port
        assert run_check(port) == 1
