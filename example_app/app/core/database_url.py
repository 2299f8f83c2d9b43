"""Accepts the databases that the app is tested on, before anything connects."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from app.core.urls import refuse_unescaped_at

DRIVERS = {"sqlite": "pysqlite", "postgresql": "psycopg"}
EXPECTED_PATH = "must be sqlite:///PATH, a file whose path has no question mark"
EXPECTED = "must be sqlite:///PATH or postgresql+psycopg://USER@HOST/NAME"


def checked_database_url(given: str, folder: Path) -> str:
    """The URL as it is given, but with a relative SQLite path below `folder`.

    Raises:
        ValueError: The app can't use it; the message doesn't repeat it, for it may hold a password.
    """
    try:
        url = make_url(given)
        driver = url.get_driver_name()
    except (ArgumentError, ValueError):
        raise ValueError(EXPECTED) from None
    if driver != DRIVERS.get(url.get_backend_name()):
        raise ValueError(EXPECTED)
    if driver == "psycopg":
        refuse_unescaped_at(given, has_user=url.username is not None)
        return given
    path = url.database or ":memory:"
    # A file is on no host, and no user opens it.
    if not given.partition("://")[2].startswith("/"):
        raise ValueError(EXPECTED_PATH)
    # Another thread or process sees nothing of a database in memory; SQLAlchemy cuts a path at "?".
    if path == ":memory:" or path.startswith("file:") or "?" in given:
        raise ValueError(EXPECTED_PATH)
    return url.set(database=str(folder / path)).render_as_string(hide_password=False)
