"""Errors as the API tells them: problem details, RFC 9457."""

from http import HTTPStatus
from http.client import responses as phrases

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.core.config import settings
from app.core.errors import AppError
from app.core.models import Problem

log = structlog.get_logger(__name__)


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
async def translate_app_error(request: Request, error: Exception) -> JSONResponse:
    """The one place where the app's own errors become HTTP."""
    if not isinstance(error, AppError):
        raise error
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request_failed", path=request.url.path, error=str(error))
        if not settings.exposes(settings.EXPOSE_HEALTH):
            return problem(error.status, error.title, f"{error.title}; the server's log says why.")
    return problem(error.status, error.title, error.message, error.fix)


# --8<-- [end:handler]


async def translate_http_exception(_request: Request, error: Exception) -> JSONResponse:
    """Starlette's own errors, such as an unknown path, in the same form."""
    if not isinstance(error, HTTPException):
        raise error
    answer = problem(error.status_code, phrases.get(error.status_code, "Error"), error.detail)
    answer.headers.update(error.headers or {})
    return answer


def problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, object]]:
    """What a route passes as `responses=` to have its errors in the OpenAPI schema."""
    return {int(status): {"model": Problem, "description": status.phrase} for status in statuses}
