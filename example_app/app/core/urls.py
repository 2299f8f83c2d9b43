"""Addresses: checked before anything uses them, and shown without the credentials in them."""

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from pydantic import HttpUrl, TypeAdapter

EXPECTED = "must be http://HOST[:PORT][/PATH] or https://…"
# Up to the last @, because a password may hold one; a SQLite path after :/// has no credentials.
CREDENTIALS = re.compile(r"(?<=://)(?!/)\S*@")
LONGEST_LABEL = 63


# --8<-- [start:redacted]
def redacted(text: str) -> str:
    """The text with `***` for the user and the password of every URL in it.

    ```py
    from app.core.urls import redacted

    print(redacted("http://app:s3cr3t@rates.example/v1 answered 500."))
    #> http://***@rates.example/v1 answered 500.
    ```
    """
    return CREDENTIALS.sub("***@", text)


# --8<-- [end:redacted]


def server_of(url: str) -> str:
    """Scheme, host and port alone: a user, a password and a path may be secrets.

    ```py
    from app.core.urls import server_of

    print(server_of("https://app:s3cr3t@rates.example/t0k3n/v1"))
    #> https://rates.example
    ```
    """
    target = urlsplit(url)
    return f"{target.scheme}://{target.netloc.rpartition('@')[2]}"


def refuse_unescaped_at(url: str, *, has_user: bool) -> None:
    """Refuse each `@` but the one after the user: at it, a part of the password becomes the host.

    Raises:
        ValueError: There is one; the message doesn't repeat the address.
    """
    if url.count("@") > has_user:
        raise ValueError("write %40 for an @, but not for the one before HOST")


def checked_http_url(given: str) -> str:
    """The URL without a slash at its end, so that a path can follow it.

    Raises:
        ValueError: No HTTP client can use it; the message doesn't repeat it.
    """
    if not given.isprintable() or " " in given:
        raise ValueError(EXPECTED)
    url = TypeAdapter(HttpUrl).validate_python(given)
    refuse_unescaped_at(given, has_user=url.username is not None)
    if url.query is not None or url.fragment is not None:
        raise ValueError(EXPECTED)
    # https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4
    if any(len(label) > LONGEST_LABEL for label in (url.host or "").split(".")):
        raise ValueError(f"{EXPECTED}; a part of HOST has at most {LONGEST_LABEL} characters")
    return given.rstrip("/")


def is_plain_loopback(url: str) -> bool:
    """Whether a URL asks this very machine, without TLS: no proxy and no certificate is needed."""
    target = urlsplit(url)
    host = target.hostname or ""
    return target.scheme == "http" and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
