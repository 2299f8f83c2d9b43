"""Closes the pooled HTTP client, after telling a partner who is already gone."""

from app.core.http import close_http_client


async def shutdown_hook() -> None:
    raise ConnectionRefusedError("the partner is already gone")
    await close_http_client()
