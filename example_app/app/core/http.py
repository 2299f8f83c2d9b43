"""One pooled HTTP client for each process, opened at its start and closed at its stop."""

import httpx

from app.core.config import settings
from app.core.http_variables import naming_a_broken_variable

_clients: list[httpx.AsyncClient] = []


async def open_http_client() -> None:
    """Open the client; the backend does it in a startup hook, the scheduler in `run`.

    Raises:
        ConfigurationError: A variable that names a proxy or certificates can't be used.
    """
    with naming_a_broken_variable():
        _clients.append(httpx.AsyncClient(timeout=settings.API_TIMEOUT))


async def close_http_client() -> None:
    """Close the client and its connections."""
    await _clients.pop().aclose()


def get_http_client() -> httpx.AsyncClient:
    """The open client.

    Raises:
        RuntimeError: The process forgot to open it.
    """
    if not _clients:
        raise RuntimeError(
            "No HTTP client is open in this process. "
            "fix: call open_http_client() when the process starts."
        )
    return _clients[-1]
