"""Names the environment variable that keeps httpx from making a client."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.request import getproxies

import httpx

from app.core.config import variable_of_others
from app.core.errors import ConfigurationError

CERTIFICATES = "unset it, or let it name a readable file of PEM certificates."
CERTIFICATE_FOLDERS = "unset it, or let it name a folder of certificates."
KEY_LOG = "unset it, or let it name a file that this process may write."
LAST_PORT = 65535
PROXY = "unset it, or write it as http://HOST:PORT."
EXCEPTIONS = "unset it, or write it as host names with commas between them."


# --8<-- [start:named]
@contextmanager
def naming_a_broken_variable() -> Iterator[None]:
    """Put it around the making of a client: httpx reads proxies and certificates only then.

    https://www.python-httpx.org/environment_variables/

    Raises:
        ConfigurationError: A variable is unusable; its value isn't shown, it may hold a password.
    """
    _refuse_what_is_no_file()
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        if error.filename is not None and variable_of_others("SSLKEYLOGFILE") == error.filename:
            raise _refused("SSLKEYLOGFILE", reason, KEY_LOG) from error
        raise _refused("SSL_CERT_FILE", reason, CERTIFICATES) from error
    except (ValueError, ImportError, httpx.InvalidURL) as error:
        if name := _broken_proxy(error):
            raise _refused(name, "not the URL of a proxy that httpx can use", PROXY) from error
        raise _refused(_as_set("no"), "not a list of hosts", EXCEPTIONS) from error
    if name := _broken_proxy():
        # Such a port fails only when it is asked, and not as an error of httpx.
        raise _refused(name, f"its port isn't one of 1 to {LAST_PORT}", PROXY)
    _refuse_missing_folders()


# --8<-- [end:named]


def _refused(name: str, reason: str, fix: str) -> ConfigurationError:
    return ConfigurationError(f"The variable {name} can't be used: {reason}.", fix)


def _broken_proxy(error: Exception | None = None) -> str | None:
    for scheme in ("http", "https", "all"):
        address = getproxies().get(scheme, "")
        try:
            proxy = httpx.Proxy(address if "://" in address else f"http://{address}")
        except (ValueError, httpx.InvalidURL):
            return _as_set(scheme)
        if proxy.url.port is not None and not 1 <= proxy.url.port <= LAST_PORT:
            return _as_set(scheme)
        if isinstance(error, ImportError) and proxy.url.scheme.startswith("socks"):
            return _as_set(scheme)
    return None


def _as_set(scheme: str) -> str:
    name = f"{scheme}_proxy"
    return name if variable_of_others(name) else name.upper()


def _refuse_what_is_no_file() -> None:
    # Of a pipe, the end would be waited for.
    for name, fix in (("SSL_CERT_FILE", CERTIFICATES), ("SSLKEYLOGFILE", KEY_LOG)):
        path = variable_of_others(name)
        # A `Path` raises an error of its own where this process may not look.
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - see above
            raise _refused(name, "not a regular file", fix)


def _refuse_missing_folders() -> None:
    # OpenSSL takes a missing folder for an empty one, and then trusts no server.
    folders = "" if variable_of_others("SSL_CERT_FILE") else variable_of_others("SSL_CERT_DIR")
    if folders and not any(map(os.path.isdir, folders.split(os.pathsep))):
        raise _refused("SSL_CERT_DIR", "no such folder", CERTIFICATE_FOLDERS)
