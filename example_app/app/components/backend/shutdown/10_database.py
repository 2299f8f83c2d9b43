"""Closes the database connections, after every hook that might still use them."""

from app.core.engine import dispose_engine


def shutdown_hook() -> None:
    """Called by discovery when the server stops."""
    dispose_engine()
