"""Calls the backend over HTTP; every way that can fail ends in one line and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import httpx
import typer
from pydantic import ValidationError

from app.core.config import settings
from app.core.constants import ExitCode
from app.core.models import Problem


def call(method: str, path: str) -> httpx.Response:
    """The backend's answer to one request; only ever a success."""
    response = httpx.request(method, f"{settings.API_BASE_URL}{path}", timeout=settings.API_TIMEOUT)
    if response.status_code == httpx.codes.NOT_FOUND:
        _fail(ExitCode.NOT_FOUND, Problem.model_validate(response.json()).detail)
    if response.is_error:
        _fail(ExitCode.SERVER_ERROR, f"the server answered {response.status_code}")
    return response


@contextmanager
def explained_failures() -> Iterator[None]:
    """Turn every failure of a call into one line on stderr and its own exit code."""
    try:
        yield
    except httpx.RequestError as error:
        _fail(ExitCode.UNREACHABLE, f"the server can't be reached: {error}")
    except ValueError as error:
        field = error.errors()[0]["loc"] if isinstance(error, ValidationError) else "its JSON"
        _fail(ExitCode.WRONG_SERVER, f"this is not our backend: {field} is not as it should be")


def _fail(code: ExitCode, what: str) -> NoReturn:
    typer.echo(f"{settings.API_BASE_URL}: {what}", err=True)
    raise typer.Exit(code)
