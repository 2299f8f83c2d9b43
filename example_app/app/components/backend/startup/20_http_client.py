"""Opens the pooled HTTP client; the shutdown file of the same name closes it."""

from app.core.http import open_http_client


async def startup_hook() -> None:
    """Called by discovery when the server starts."""
    await open_http_client()
