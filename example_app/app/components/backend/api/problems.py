"""Errors as the API tells them: problem details, RFC 9457."""

from collections.abc import Sequence
from http import HTTPStatus

import structlog
from fastapi import Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app.components.backend.api.methods import allowed_methods
from app.core.config import settings
from app.core.errors import AppError
from app.core.models import Problem, RejectedField

log = structlog.get_logger(__name__)

PROBLEM_JSON = "application/problem+json"
# As RFC 9110 has them; Python follows since 3.13, and an answer must not depend on its version.
PHRASES = {int(status): status.phrase for status in HTTPStatus} | {
    413: "Content Too Large",
    422: "Unprocessable Content",
}


def problem(
    status: int, title: str, detail: str, fix: str = "", errors: Sequence[RejectedField] = ()
) -> JSONResponse:
    """An error response; 5xx and 4xx alike."""
    body = Problem(
        title=title,
        status=status,
        detail=detail,
        fix=fix,
        request_id=structlog.contextvars.get_contextvars().get("request_id", ""),
        errors=tuple(errors),
    )
    content = body.model_dump(mode="json", exclude_defaults=True)
    return JSONResponse(content, status_code=status, media_type=PROBLEM_JSON)


# --8<-- [start:handler]
async def translate_app_error(request: Request, error: Exception) -> JSONResponse:
    """The one place where the app's own errors become HTTP."""
    if not isinstance(error, AppError):
        raise error
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("request_failed", path=request.url.path, error=str(error), exc_info=error)
        if not settings.exposes(settings.EXPOSE_HEALTH):
            return problem(error.status, error.title, f"{error.title}; the server's log says why.")
    return problem(error.status, error.title, error.message, error.fix)


# --8<-- [end:handler]


async def translate_http_exception(request: Request, error: Exception) -> JSONResponse:
    """FastAPI's and Starlette's own errors, such as an unknown path, in the same form."""
    if not isinstance(error, HTTPException):
        raise error
    title = PHRASES.get(error.status_code, "Error")
    answer = problem(error.status_code, title, str(error.detail))
    answer.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["allow"] = ", ".join(allowed_methods(request))
    return answer


def problems(*statuses: HTTPStatus) -> dict[int | str, dict[str, object]]:
    """What a route passes as `responses=` to have its errors in the OpenAPI schema."""
    return {int(status): {"model": Problem, "description": PHRASES[status]} for status in statuses}
