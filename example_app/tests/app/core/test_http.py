"""The process-wide HTTP client."""

from gzip import compress

import httpx
import pytest

from app.core.config import Settings
from app.core.http import (
    ask,
    close_http_client,
    get_http_client,
    new_http_client,
    open_http_client,
    reason,
)
from tests.support.http_services import Exchange, http_service


async def test_a_process_that_forgot_to_open_the_client_is_told(app_settings: Settings) -> None:
    """The error names the call that is missing."""
    with pytest.raises(RuntimeError, match=r"fix: call open_http_client\(\)"):
        get_http_client()


async def test_the_client_is_shared_and_closed_once(app_settings: Settings) -> None:
    """Everybody gets the same pool, with the timeout from the settings."""
    await open_http_client()
    client = get_http_client()

    assert client is get_http_client()
    assert client.timeout.read == app_settings.API_TIMEOUT

    await close_http_client()
    assert client.is_closed


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY"])
async def test_this_machine_is_asked_directly(
    monkeypatch: pytest.MonkeyPatch, app_settings: Settings, name: str
) -> None:
    """A proxy that the environment names is another machine, with other services on loopback."""
    monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with http_service(Exchange(body=b"here")) as service:
        async with new_http_client() as client:
            answer = await ask(client, "GET", service.url)
            with pytest.raises(httpx.ConnectError):
                await ask(client, "GET", "http://elsewhere.example")

    assert answer.content == b"here"


async def test_an_answer_is_decoded_once(app_settings: Settings) -> None:
    """The reader finds no trace of the encoding it was sent in."""
    packed = Exchange(headers={"content-encoding": "gzip"}, body=compress(b'{"a": 1}'))
    with http_service(packed) as service:
        async with new_http_client() as client:
            answer = await ask(client, "GET", service.url)

    assert answer.json() == {"a": 1}


def test_a_reason_is_never_empty() -> None:
    """Some errors of httpx have no words."""
    assert reason(httpx.ReadError("")) == "ReadError"
