"""URLs: shown without the credentials in them."""

import pytest

from app.core.urls import is_plain_loopback, redacted, server_of


# --8<-- [start:redacted]
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("http://u:p@h/x", "http://***@h/x"),
        ("http://token@h", "http://***@h"),
        ("postgresql+psycopg://u:p@SECRET@h/x", "postgresql+psycopg://***@h/x"),
        ("http://u:p/w?r#d@h/x", "http://***@h/x"),
        (
            "Client error for url 'http://u:p@h/x' and b",
            "Client error for url 'http://***@h/x' and b",
        ),
        ("http://u:p@h and http://v:q@i", "http://***@h and http://***@i"),
        ("http://h/x", "http://h/x"),
        ("sqlite:////home/a@b/app.db", "sqlite:////home/a@b/app.db"),
        ("mail a@b", "mail a@b"),
    ],
)
def test_users_and_passwords_are_hidden(text: str, shown: str) -> None:
    """In the middle of a text, too, and with characters that should have been escaped."""
    assert redacted(text) == shown


# --8<-- [end:redacted]


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("http://127.0.0.1:8000", True),
        ("http://127.9.9.9", True),
        ("http://[::1]:8000/x", True),
        ("http://localhost", True),
        ("https://localhost", False),
        ("http://api.example", False),
        ("http://10.0.0.1", False),
    ],
)
def test_what_needs_neither_proxy_nor_certificates(url: str, *, plain: bool) -> None:
    """This machine, without TLS."""
    assert is_plain_loopback(url) == plain


@pytest.mark.parametrize(
    "url", ["https://h:81", "https://h:81/t0k3n/v1", "https://u:p@h:81/t0k3n", "https://p@w@h:81"]
)
def test_of_a_service_the_server_is_shown(url: str) -> None:
    """Neither the user nor the path, which is a key for some services."""
    assert server_of(url) == "https://h:81"
