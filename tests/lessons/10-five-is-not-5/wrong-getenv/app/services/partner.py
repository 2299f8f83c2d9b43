"""The partner's server, to which this app reports."""

import asyncio

from app.core.config import settings
from app.core.errors import ExternalServiceError

is_reachable = True
connections: list[str] = []


async def connect() -> None:
    """Open a connection, if the partner answers in time.

    Raises:
        ExternalServiceError: The partner doesn't answer.
    """
    try:
        async with asyncio.timeout(settings.API_TIMEOUT):
            await _greet()
    except TimeoutError as error:
        raise ExternalServiceError("The partner doesn't answer.", "try again later.") from error
    connections.append("open")


async def disconnect() -> None:
    """Close the connection."""
    connections.remove("open")


async def _greet() -> None:
    if not is_reachable:
        await asyncio.Event().wait()
