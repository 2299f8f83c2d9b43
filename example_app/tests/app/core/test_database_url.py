"""Which databases the settings accept."""

from pathlib import Path

import pytest

from app.core.database_url import checked_database_url

HERE = Path("/srv/app")


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////tmp/other.db",
        "postgresql://app:hunter2@database/app",
        "postgresql+psycopg://app@database:5432/app?sslmode=require",
    ],
)
def test_a_url_that_can_be_used_is_kept_as_it_is(url: str) -> None:
    """The password included."""
    assert url == checked_database_url(url, HERE)


def test_a_relative_sqlite_path_starts_at_the_folder() -> None:
    """Whatever folder you start the app in."""
    assert checked_database_url("sqlite:///var/app.db", HERE) == "sqlite:////srv/app/var/app.db"


@pytest.mark.parametrize(
    "url",
    [
        "sqlite://",
        "sqlite:///",
        "sqlite:///:memory:",
        "sqlite:///file:shared?mode=memory&uri=true",
        "sqlite:///what?.db",
        "sqlite://host/x.db",
        "sqlite://hunter2@/x.db",
        "sqlite://:80/x.db",
    ],
)
def test_a_sqlite_database_is_a_file(url: str) -> None:
    """No other process, and often no other thread, sees a database in memory."""
    with pytest.raises(ValueError, match="a file whose path has no question mark"):
        checked_database_url(url, HERE)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hunter2",
        "mysql://app:hunter2@database/app",
        "postgresql+asyncpg://app:hunter2@database/app",
        "sqlite+aiosqlite:///hunter2.db",
        "oracel://app:hunter2@database/app",
        "postgresql://database:hunter2/app",
    ],
)
def test_any_other_url_is_refused_without_being_repeated(url: str) -> None:
    """No URL, another database, another driver, a slip: each may hold a password."""
    with pytest.raises(ValueError, match=r"postgresql\+psycopg://") as caught:
        checked_database_url(url, HERE)

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    "rest",
    [
        "u:p@hunter2@127.0.0.1/x",
        "u:p@hunter2/2@127.0.0.1:1/x",
        "u:p@12hunter2?2@127.0.0.1/x",
        "u/hunter2@127.0.0.1/x",
        "u:p@127.0.0.1/hunter2@x",
    ],
)
def test_an_at_in_a_password_must_be_escaped(rest: str) -> None:
    """Otherwise a part of the password would be taken for the host, and shown."""
    with pytest.raises(ValueError, match="write %40 for an @") as caught:
        checked_database_url(f"postgresql+psycopg://{rest}", HERE)

    assert "hunter2" not in str(caught.value)


def test_an_escaped_at_is_accepted() -> None:
    """The twin: `%40` in the user, the password and an option."""
    url = "postgresql+psycopg://u%40v:p%40w@127.0.0.1/x?application_name=a%40b"

    assert checked_database_url(url, HERE) == url
