"""Calls the backend over HTTP; every way that can fail ends in one line and an exit code."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NoReturn
from urllib.request import getproxies

import httpx
import typer
from pydantic import ValidationError

from app.cli.output import say
from app.core.config import settings
from app.core.constants import API_VERSION, API_VERSION_HEADER, ExitCode
from app.core.errors import ConfigurationError
from app.core.http import AnswerTooLargeError, ask, new_http_client, reason
from app.core.models import Problem
from app.core.text import one_line
from app.core.urls import is_plain_loopback, redacted

NOT_HTTP = (
    httpx.RemoteProtocolError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    httpx.DecodingError,
)


# --8<-- [start:call]
def call(
    method: str, path: str, params: Mapping[str, str | int | None] | None = None
) -> httpx.Response:
    """The backend's answer to one request; only ever a success, and only ever our backend's."""
    given = {name: value for name, value in (params or {}).items() if value is not None}
    response = asyncio.run(_answer(method, f"{settings.api_base_url()}{path}", given))
    version = response.headers.get(API_VERSION_HEADER)
    if version is None:
        _fail(ExitCode.WRONG_SERVER, "is not this app's backend", "correct API_BASE_URL.")
    if version != API_VERSION:
        _fail(
            ExitCode.WRONG_VERSION,
            f"speaks version {version} of the API, this command version {API_VERSION}",
            "install the command line of the same release.",
        )
    if response.is_error:
        _fail_as_answered(response)
    return response


async def _answer(method: str, url: str, params: Mapping[str, str | int]) -> httpx.Response:
    # Coroutines, because only asyncio ends a whole call in time, headers and all.
    async with new_http_client(trust_env=not is_plain_loopback(url)) as client:
        return await ask(client, method, url, params)


# --8<-- [end:call]


# --8<-- [start:failures]
@contextmanager
def explained_failures() -> Iterator[None]:
    """Turn every failure of a call into one line on stderr and its own exit code."""
    try:
        yield
    except (TimeoutError, httpx.TimeoutException):
        _fail(
            ExitCode.TIMEOUT,
            f"gave no answer within {settings.API_TIMEOUT:g} s",
            "see whether it is overloaded, or raise API_TIMEOUT.",
        )
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(map(str, (error.title, *problem["loc"])))
        _fail(
            ExitCode.WRONG_VERSION,
            f"sent an answer this command can't read: {field}: {problem['msg']}",
            "install the command line of the same release.",
        )
    except ConfigurationError as error:
        say(one_line(str(error)))
        raise typer.Exit(error.exit_code) from error
    # Of JSON that is none: the wrong encoding, a number or a nesting without end.
    except (*NOT_HTTP, AnswerTooLargeError, ValueError, RecursionError) as error:
        wrong = f"does not answer as this app's backend would: {error}"
        _fail(ExitCode.WRONG_SERVER, wrong, "correct API_BASE_URL.")
    except httpx.RequestError as error:
        _fail(
            ExitCode.UNREACHABLE,
            f"can't be reached: {reason(error)}",
            f"start it with `python -m app.entrypoints.webserver`, or correct {_where_it_asked()}.",
        )


# --8<-- [end:failures]


def _where_it_asked() -> str:
    if is_plain_loopback(settings.api_base_url()):
        return "API_BASE_URL"
    proxies = [f"{name.upper()}_PROXY" for name in getproxies() if name in {"http", "https", "all"}]
    return " or ".join(["API_BASE_URL", *sorted(proxies)])


def _fail_as_answered(response: httpx.Response) -> NoReturn:
    problem = Problem.model_validate(response.json())
    code = ExitCode.REJECTED if response.is_client_error else ExitCode.SERVER_ERROR
    if problem.status == httpx.codes.NOT_FOUND:
        code = ExitCode.NOT_FOUND
    _fail(code, f"answered {problem.status}: {problem.detail}", problem.fix)


def _fail(code: ExitCode, what: str, fix: str) -> NoReturn:
    line = f"{redacted(settings.api_base_url())} {what.rstrip('.')}."
    say(one_line(f"{line} fix: {fix}" if fix else line))
    raise typer.Exit(code)
