"""Errors as the API returns them."""

from collections.abc import Awaitable, Callable

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from structlog.processors import format_exc_info
from structlog.testing import capture_logs

from app.components.backend.api.problems import translate_app_error, translate_http_exception
from app.components.backend.api.rejections import translate_rejection
from app.core.config import Settings

Translate = Callable[[Request, Exception], Awaitable[Response]]


async def test_an_unknown_path_is_a_problem_too(client: httpx.AsyncClient) -> None:
    """Starlette's own errors have the same form as ours."""
    response = await client.get("/api/v1/nothing")

    assert response.headers["content-type"] == "application/problem+json"
    assert (response.status_code, response.json()["title"]) == (404, "Not Found")


@pytest.mark.parametrize("method", ["DELETE", "OPTIONS"])
@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/api/v1/orders", "GET, HEAD, POST"), ("/health/live", "GET, HEAD"), ("/docs", "GET, HEAD")],
)
async def test_a_wrong_method_is_told_every_right_one(
    client: httpx.AsyncClient, method: str, path: str, allowed: str
) -> None:
    """Of all routes of the path, not only of the first."""
    response = await client.request(method, path)

    assert (response.status_code, response.headers["allow"]) == (405, allowed)
    assert response.json()["title"] == "Method Not Allowed"


async def test_only_a_5xx_is_logged_with_its_cause(
    client: httpx.AsyncClient, app_settings: Settings
) -> None:
    """The log has the exception and what led to it, but not for a 404."""
    with capture_logs([format_exc_info]) as logs:
        await client.post("/api/v1/reports", params={"user_id": 999})
        await client.post("/api/v1/reports", params={"user_id": 123, "currency": "USD"})

    (failed,) = (log for log in logs if log["event"] == "request_failed")
    assert failed["path"] == "/api/v1/reports"
    assert "httpx.ConnectError" in failed["exception"]


async def test_a_status_without_a_name_is_a_problem_too() -> None:
    """499 is no status of the standard, and no reason for a 500."""
    answer = await translate_http_exception(Request({"type": "http"}), HTTPException(499, "Gone"))

    assert answer.status_code == 499
    assert b'"detail":"Gone"' in bytes(answer.body)


@pytest.mark.parametrize(
    "translate", [translate_app_error, translate_http_exception, translate_rejection]
)
async def test_other_errors_are_not_hidden(translate: Translate) -> None:
    """A handler that is registered for the wrong class lets the error through."""
    with pytest.raises(ZeroDivisionError):
        await translate(Request({"type": "http"}), ZeroDivisionError())
