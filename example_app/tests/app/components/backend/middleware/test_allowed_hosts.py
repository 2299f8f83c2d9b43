"""Which names the server answers to."""

import httpx
import pytest

from app.core.config import Settings, use_settings
from tests.support.serving import serving

HOSTS = ["localhost", "*.shop.example", "[::1]"]


# --8<-- [start:hosts]
@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("[::1]:8000", 200),
        ("api.shop.example", 200),
        ("10.0.0.7:8000", 200),
        ("evil.example", 400),
        ("shop.example", 400),
        ("evilshop.example", 400),
        ("localhost:80@evil.example", 400),
        ("localhost.evil.example", 400),
        ("", 400),
    ],
)
async def test_only_its_own_names_are_answered(
    app_settings: Settings, host: str, status: int
) -> None:
    """Any other name may be a page's that points at this address to read what it must not."""
    changes = {"ALLOWED_HOSTS": HOSTS, "HOST": "10.0.0.7"}
    with use_settings(app_settings.model_copy(update=changes)):
        async with serving() as client:
            response = await client.get("/health", headers={"host": host})

    assert response.status_code == status


# --8<-- [end:hosts]


# --8<-- [start:probes]
@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
async def test_a_probe_may_ask_by_any_address(client: httpx.AsyncClient, path: str) -> None:
    """A kubelet calls the address of the container, which nobody knows beforehand."""
    response = await client.get(path, headers={"host": "172.17.0.5:8000"})

    assert response.status_code == 200


# --8<-- [end:probes]


async def test_a_foreign_name_never_comes_back_in_a_redirect(client: httpx.AsyncClient) -> None:
    """The path of a probe with a slash at its end is no probe's path."""
    for path in ("/api/v1/orders/", "/health/live/"):
        response = await client.get(path, headers={"host": "evil.example"})
        assert (response.status_code, "location" in response.headers) == (400, False)


async def test_a_refusal_is_a_problem_with_all_headers(client: httpx.AsyncClient) -> None:
    """The command line reads it as any other error."""
    response = await client.get("/health", headers={"host": "evil.example"})

    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["x-api-version"] == "1"
    assert response.json()["request_id"] == response.headers["x-request-id"]
    assert "ALLOWED_HOSTS" in response.json()["fix"]


async def test_a_wildcard_lets_every_name_in(app_settings: Settings) -> None:
    """For development only; production refuses the setting."""
    with use_settings(app_settings.model_copy(update={"ALLOWED_HOSTS": ["*"]})):
        async with serving() as client:
            response = await client.get("/health", headers={"host": "any.example"})

    assert response.status_code == 200


@pytest.mark.parametrize("path", ["/health", "/health/live"])
async def test_two_hosts_are_refused(app_settings: Settings, path: str) -> None:
    """A proxy may go by the one and the app by the other; not even a wildcard or a probe helps."""
    twice = [("host", "localhost"), ("host", "localhost")]
    with use_settings(app_settings.model_copy(update={"ALLOWED_HOSTS": ["*"]})):
        async with serving() as client:
            response = await client.get(path, headers=twice)

    assert response.status_code == 400
    assert response.json()["detail"] == "There is more than one Host header."
