"""Errors as the API tells them."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from app.components.backend.api.problems import translate_app_error, translate_http_exception

Translate = Callable[[Request, Exception], Awaitable[Response]]


async def test_an_unknown_path_is_a_problem_too(client: httpx.AsyncClient) -> None:
    """Starlette's own errors have the same form as ours."""
    response = await client.get("/api/v1/nothing")

    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, response.json()["title"]) == (404, "Not Found")


async def test_a_wrong_method_keeps_its_headers(client: httpx.AsyncClient) -> None:
    """405 without Allow would break RFC 9110."""
    response = await client.delete("/api/v1/reports")

    assert response.status_code == 405
    assert response.headers["allow"]


async def test_a_status_without_a_name_is_a_problem_too() -> None:
    """499 is no status of the standard, and no reason for a 500."""
    answer = await translate_http_exception(Request({"type": "http"}), HTTPException(499, "Gone"))

    assert answer.status_code == 499
    assert b'"detail":"Gone"' in bytes(answer.body)


@pytest.mark.parametrize("translate", [translate_app_error, translate_http_exception])
async def test_other_errors_are_not_hidden(translate: Translate) -> None:
    """A handler that is registered for the wrong class lets the error through."""
    with pytest.raises(ZeroDivisionError):
        await translate(Request({"type": "http"}), ZeroDivisionError())
