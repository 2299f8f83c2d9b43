"""Closes the pooled HTTP client, if the startup file of the same name had opened it."""

from app.core.http import close_http_client


async def shutdown_hook() -> None:
    """Called by discovery when the server stops."""
    await close_http_client()
