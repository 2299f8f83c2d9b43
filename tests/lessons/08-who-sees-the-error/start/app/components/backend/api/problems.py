"""Errors as the API returns them."""

from fastapi import Request
from fastapi.responses import JSONResponse

from app.core.errors import AppError
from app.core.models import Problem


def problem(status: int, title: str, detail: str, fix: str = "") -> JSONResponse:
    """An error response."""
    body = Problem(title=title, status=status, detail=detail, fix=fix)
    content = body.model_dump(mode="json", exclude_defaults=True)
    return JSONResponse(content, status_code=status, media_type="application/problem+json")


async def translate_app_error(_request: Request, error: Exception) -> JSONResponse:
    """The one place where the app's own errors become HTTP."""
    if not isinstance(error, AppError):
        raise error
    return problem(error.status, error.title, error.message, error.fix)


async def answer_unhandled(_request: Request, _error: Exception) -> JSONResponse:
    """What a caller reads when the app has a bug."""
    return problem(500, "Internal error", "The server failed; its log says why.")
