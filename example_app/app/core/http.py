"""One pooled HTTP client for each process, and one way to ask: limited in time and in size."""

import asyncio
import os
from collections.abc import Mapping

import httpx

from app.core.config import settings
from app.core.constants import ANSWER_LIMIT_BYTES
from app.core.http_variables import naming_a_broken_variable

# A proxy is another machine, or at least another process: it has other loopback services.
NO_PROXY: dict[str, None] = dict.fromkeys(
    ("all://localhost", "all://127.0.0.1", "all://[::1]"),
)
DECODED_ALREADY = {"content-encoding", "content-length", "transfer-encoding"}

_clients: list[httpx.AsyncClient] = []


class AnswerTooLargeError(Exception):
    """Somebody sent more than ANSWER_LIMIT_BYTES."""

    def __init__(self) -> None:
        super().__init__(f"the answer is larger than {ANSWER_LIMIT_BYTES:,} bytes")


def new_http_client(*, trust_env: bool = True) -> httpx.AsyncClient:
    """A client that reaches services on this machine directly, whatever the proxy variables say.

    Args:
        trust_env: Whether the environment names proxies and certificates.

    Raises:
        ConfigurationError: A variable that names a proxy or certificates can't be used.
    """
    if not trust_env:
        return httpx.AsyncClient(timeout=settings.API_TIMEOUT, trust_env=False)
    with naming_a_broken_variable():
        return httpx.AsyncClient(timeout=settings.API_TIMEOUT, mounts=NO_PROXY)


# --8<-- [start:ask]
async def ask(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    params: Mapping[str, str | int] | None = None,
    headers: Mapping[str, str] | None = None,
) -> httpx.Response:
    """The whole answer, within `API_TIMEOUT` seconds and `ANSWER_LIMIT_BYTES`.

    A user and a password in `url` are sent as such and are in no error, because httpx shows the
    address that it was given.

    Raises:
        AnswerTooLargeError: The answer goes on after the limit; the rest of it isn't read.
        TimeoutError: The end of the answer isn't there in time; httpx has an error of its own, too.
        httpx.HTTPError: There is no answer, or it isn't HTTP.
    """
    given = httpx.URL(url)
    auth = (given.username, given.password) if given.userinfo else None
    address = given.copy_with(username=None, password=None)
    async with (
        asyncio.timeout(settings.API_TIMEOUT),
        client.stream(method, address, params=params, headers=headers, auth=auth) as answer,
    ):
        body = bytearray()
        async for part in answer.aiter_bytes():
            body += part
            if len(body) > ANSWER_LIMIT_BYTES:
                raise AnswerTooLargeError
    kept = {name: text for name, text in answer.headers.items() if name not in DECODED_ALREADY}
    return httpx.Response(
        answer.status_code, headers=kept, content=bytes(body), request=answer.request
    )


# --8<-- [end:ask]


def reason(error: BaseException) -> str:
    """What the system said, where httpx only says that it failed."""
    inner = error
    while cause := inner.__cause__ or inner.__context__:
        inner = cause.exceptions[0] if isinstance(cause, BaseExceptionGroup) else cause
    if isinstance(inner, OSError) and inner.errno and "Connect call failed" in str(inner):
        return f"[Errno {inner.errno}] {os.strerror(inner.errno)}"
    return str(error) or type(error).__name__


async def open_http_client() -> None:
    """Open the client; the backend does it in a startup hook, the scheduler in `run`.

    Raises:
        ConfigurationError: A variable that names a proxy or certificates can't be used.
    """
    _clients.append(new_http_client())


async def close_http_client() -> None:
    """Close the client and its connections."""
    await _clients.pop().aclose()


def get_http_client() -> httpx.AsyncClient:
    """The open client.

    Raises:
        RuntimeError: The process forgot to open it.
    """
    if not _clients:
        raise RuntimeError(
            "No HTTP client is open in this process. "
            "fix: call open_http_client() when the process starts."
        )
    return _clients[-1]
