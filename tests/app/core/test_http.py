"""The process-wide HTTP client."""

import pytest

from app.core.config import Settings
from app.core.http import close_http_client, get_http_client, open_http_client


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
