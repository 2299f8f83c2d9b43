"""Opens the pooled HTTP client."""

from app.core.http import open_http_client


async def startup_hooks() -> None:
    await open_http_client()
