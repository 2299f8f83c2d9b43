"""Variables of the HTTP client: proxies and certificates that the environment names."""

import os
from pathlib import Path

import httpx
import pytest

from app.core.errors import ConfigurationError
from app.core.http_variables import naming_a_broken_variable

VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR", "SSLKEYLOGFILE")


@pytest.fixture(autouse=True)
def _no_variables_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*VARIABLES, *map(str.lower, VARIABLES), *CERTIFICATES):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("SSL_CERT_FILE", "/no/such/file.pem", "No such file or directory"),
        ("SSL_CERT_FILE", "/", "not a regular file"),
        pytest.param("SSL_CERT_FILE", __file__, "no certificate or crl found", id="a text"),
        ("SSL_CERT_DIR", "/no/such/folder", "no such folder"),
        ("SSLKEYLOGFILE", "/", "not a regular file"),
        ("SSLKEYLOGFILE", "/no/such/folder/keys", "No such file or directory"),
        ("HTTP_PROXY", "nonsense://proxy", "not the URL of a proxy"),
        ("https_proxy", "http://proxy:port", "not the URL of a proxy"),
        ("ALL_PROXY", "socks5://proxy:1080", "not the URL of a proxy"),
        ("NO_PROXY", "[::1]", "not a list of hosts"),
    ],
)
@pytest.mark.parametrize("client", [httpx.Client, httpx.AsyncClient])
def test_a_broken_variable_is_named(
    monkeypatch: pytest.MonkeyPatch,
    client: type[httpx.Client | httpx.AsyncClient],
    name: str,
    value: str,
    reason: str,
) -> None:
    """The error says which variable, why, and what to write into it."""
    httpx.create_ssl_context()  # works while none is broken
    monkeypatch.setenv(name, value)

    with (
        pytest.raises(ConfigurationError, match=rf"^The variable {name} can't be used: .*{reason}"),
        naming_a_broken_variable(),
    ):
        client(verify=httpx.create_ssl_context())


def test_the_other_variables_are_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A good proxy beside a broken one, with a password that must not be shown."""
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("HTTPS_PROXY", "http://user:pass/word@proxy.example:3128")

    with pytest.raises(ConfigurationError) as caught, naming_a_broken_variable():
        httpx.Client()

    assert "HTTPS_PROXY" in caught.value.message
    assert "word" not in str(caught.value)


def test_good_variables_make_a_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A proxy without a scheme, exceptions, and one existing folder of two are all right."""
    monkeypatch.setenv("HTTP_PROXY", "proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "localhost,.example")
    monkeypatch.setenv("SSL_CERT_DIR", f"/no/such/folder:{tmp_path}")

    with naming_a_broken_variable():
        httpx.Client(verify=httpx.create_ssl_context()).close()


@pytest.mark.parametrize("port", ["0", "65536", "99999"])
@pytest.mark.parametrize("name", [*VARIABLES[:3], *map(str.lower, VARIABLES[:3])])
def test_a_port_out_of_range_is_named_before_anything_is_asked(
    monkeypatch: pytest.MonkeyPatch, name: str, port: str
) -> None:
    """Whatever the variable, and however it is written."""
    monkeypatch.setenv(name, f"http://127.0.0.1:{port}")

    with (
        pytest.raises(ConfigurationError, match=rf"^The variable {name} .* port"),
        naming_a_broken_variable(),
    ):
        httpx.Client()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="it needs a named pipe")
@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "SSLKEYLOGFILE"])
def test_a_pipe_is_refused_and_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    """Nobody writes into it, so its end would never come."""
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.setenv(name, str(tmp_path / "pipe"))

    with (
        pytest.raises(ConfigurationError, match=f"{name} can't be used: not a regular file"),
        naming_a_broken_variable(),
    ):
        pytest.fail("the client isn't made")
