"""Errors as the API tells them: problem details, RFC 9457."""

from http import HTTPStatus

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.core.errors import AppError
from app.core.models import Problem


def problem(status: int, title: str, detail: str, fix: str = "") -> JSONResponse:
    """An error response; 5xx and 4xx alike."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    body = Problem(title=title, status=status, detail=detail, fix=fix, request_id=request_id)
    return JSONResponse(
        body.model_dump(exclude_defaults=True),
        status_code=status,
        media_type="application/problem+json",
    )


# --8<-- [start:handler]
async def translate_app_error(_request: Request, error: Exception) -> JSONResponse:
    """The one place where the app's own errors become HTTP."""
    if not isinstance(error, AppError):
        raise error
    return problem(error.status, error.title, error.message, error.fix)


# --8<-- [end:handler]


async def translate_http_exception(_request: Request, error: Exception) -> JSONResponse:
    """Starlette's own errors, such as an unknown path, in the same form."""
    if not isinstance(error, HTTPException):
        raise error
    answer = problem(error.status_code, HTTPStatus(error.status_code).phrase, error.detail)
    answer.headers.update(error.headers or {})
    return answer


def problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, object]]:
    """What a route passes as `responses=` to have its errors in the OpenAPI schema."""
    return {int(status): {"model": Problem, "description": status.phrase} for status in statuses}
