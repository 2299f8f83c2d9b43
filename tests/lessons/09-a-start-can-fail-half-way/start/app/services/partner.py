"""The partner's server, to which this app reports."""

from app.core.errors import ExternalServiceError

is_reachable = False
connections: list[str] = []


async def connect() -> None:
    """Open a connection.

    Raises:
        ExternalServiceError: The partner doesn't answer.
    """
    if not is_reachable:
        raise ExternalServiceError("The partner doesn't answer.", "try again later.")
    connections.append("open")


async def disconnect() -> None:
    """Close the connection."""
    connections.remove("open")
