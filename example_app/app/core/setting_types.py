"""The forms that settings have in the environment, where everything is text."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_core import from_json
from pydantic_settings import NoDecode

from app.core.urls import checked_http_url

HOST = re.compile(r"\*|(\*\.)?[A-Za-z0-9_.-]+|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(r"\*|https?://[^\s/?#@]+")
ADDRESS = re.compile(r"[A-Za-z0-9_.:%-]+")


# --8<-- [start:list]
def _from_json(given: object) -> object:
    if not isinstance(given, str):
        return given
    try:
        decoded: object = from_json(given)
    except ValueError:
        decoded = None
    if not isinstance(decoded, list):
        raise ValueError('must be a JSON list, such as ["first", "second"]')  # noqa: TRY004 - Pydantic collects only ValueError
    return decoded


JsonList = Annotated[list[str], NoDecode, BeforeValidator(_from_json)]
# --8<-- [end:list]


def _check_each(given: list[str], fits: Callable[[str], object], expected: str) -> None:
    for number, entry in enumerate(given, 1):
        if not fits(entry):
            # Its number alone: the entry may be a URL with a password.
            raise ValueError(f"entry {number} {expected}")


def _origins(given: list[str]) -> list[str]:
    _check_each(given, ORIGIN.fullmatch, "is no origin; write https://HOST[:PORT] alone")
    return given


def _hosts(given: list[str]) -> list[str]:
    _check_each(given, HOST.fullmatch, "is no host name; write it without scheme and port")
    return [host.lower() for host in given]


def _networks(given: list[str]) -> list[str]:
    if given != ["*"]:
        _check_each(given, _is_network, "is no IP address, and no network such as 10.0.0.0/8")
    return given


def _is_network(given: str) -> bool:
    try:
        ip_network(given)
    except ValueError:
        return False
    return True


def _address(given: str) -> str:
    if not ADDRESS.fullmatch(given):
        raise ValueError("must be an IP address or a host name")
    return given


def _header_value(given: SecretStr) -> SecretStr:
    # https://www.rfc-editor.org/rfc/rfc6750#section-2.1
    if not re.fullmatch(r"[\x21-\x7e]+", given.get_secret_value()):
        raise ValueError("must be printable ASCII without spaces; unset it if there is no key")
    return given


def _path(given: Path) -> Path:
    # An empty text is the path ".", too.
    if not given.name.strip():
        raise ValueError("must name a folder")
    return given


HttpUrl = Annotated[str, AfterValidator(checked_http_url)]
Hosts = Annotated[JsonList, AfterValidator(_hosts)]
Networks = Annotated[JsonList, AfterValidator(_networks)]
Origins = Annotated[JsonList, AfterValidator(_origins)]
Address = Annotated[str, AfterValidator(_address)]
ApiKey = Annotated[SecretStr, AfterValidator(_header_value)]
Folder = Annotated[Path, AfterValidator(_path)]
