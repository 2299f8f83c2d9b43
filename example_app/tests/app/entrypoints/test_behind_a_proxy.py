"""The webserver below a path of a real proxy that speaks HTTPS."""

from collections.abc import Iterator

import httpx
import pytest

from tests.support.processes import webserver
from tests.support.proxy import proxy

pytestmark = pytest.mark.slow

PREFIX = "/shop"


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory, sqlite_template: object) -> Iterator[str]:
    with webserver({"DATABASE_URL": f"sqlite:///{sqlite_template}", "ROOT_PATH": PREFIX}) as found:
        yield found[1]


@pytest.fixture(params=[True, False], ids=["strips the prefix", "keeps the prefix"])
def proxied(request: pytest.FixtureRequest, backend: str) -> Iterator[str]:
    """Where a visitor finds the app."""
    with proxy(backend, PREFIX, strips=request.param) as url:
        yield f"{url}{PREFIX}"


# --8<-- [start:proxy]
def test_the_app_works_below_a_path_of_a_proxy(proxied: str) -> None:
    """Its API, its documentation and its dashboard name the path, whatever the proxy cuts off."""
    assert httpx.get(f"{proxied}/health/ready").json() == {"ok": True}
    assert f"{PREFIX}/openapi.json" in httpx.get(f"{proxied}/docs").text
    assert f'href="{PREFIX}/dashboard/"' in httpx.get(f"{proxied}/dashboard/").text


def test_a_redirect_leads_back_through_the_proxy(proxied: str) -> None:
    """With https, which only the proxy knows of, and below the path."""
    answer = httpx.get(f"{proxied}/api/v1/reports/")

    there = proxied.replace("http:", "https:")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{there}/api/v1/reports")


def test_probes_come_without_the_proxy_and_without_its_path(backend: str) -> None:
    """They call the process itself."""
    assert httpx.get(f"{backend}/health/live", headers={"host": "10.1.2.3"}).status_code == 200


# --8<-- [end:proxy]


def test_only_a_trusted_proxy_is_believed(environment: dict[str, str]) -> None:
    """Anybody else could claim to come by https, or from another address."""
    untrusting = {**environment, "TRUSTED_PROXIES": '["203.0.113.1"]'}
    with (
        webserver(untrusting) as (_server, backend),
        proxy(backend, "", strips=False) as url,
    ):
        answer = httpx.get(f"{url}/api/v1/reports/")

    assert answer.headers["location"] == f"{url}/api/v1/reports"
