"""Stops the start when the database can't be used; changing its schema is a command, not a hook."""

from app.core.schema import check_database


async def startup_hook() -> None:
    """Called by discovery when the server starts."""
    await check_database()
