"""Puts any error into one line for the page: an error that escapes a handler replaces the page."""

import structlog

from app.core.errors import AppError

log = structlog.get_logger(__name__)


def explain(error: Exception) -> str:
    """The app's own errors say what to do; any other is a bug, for the log and not for people."""
    if isinstance(error, AppError):
        return str(error)
    log.error("dashboard_failed", exc_info=error)
    return "That failed, and not by your doing. fix: read the server's log."
