"""Tells a caller which of the inputs were refused; never hands the inputs back."""

from http import HTTPStatus

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from app.components.backend.api.problems import PHRASES, problem
from app.core.models import RejectedField

MOST = 20
LONGEST = 200


# --8<-- [start:rejection]
async def translate_rejection(_request: Request, error: Exception) -> JSONResponse:
    """FastAPI's refusal of an input as a problem; its own answer repeats the input, whole."""
    if not isinstance(error, RequestValidationError):
        raise error
    refused = [
        RejectedField(
            loc=tuple(part if isinstance(part, int) else _plain(part) for part in found["loc"]),
            detail=_plain(found["msg"]),
        )
        for found in error.errors()[:MOST]
    ]
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    detail = "; ".join(f"{_name(field.loc)}: {field.detail}" for field in refused)
    return problem(status, PHRASES[status], detail, "correct the value.", refused)


# --8<-- [end:rejection]


def _name(loc: tuple[str | int, ...]) -> str:
    return ".".join(map(str, loc[1:] or loc))


def _plain(text: str) -> str:
    """Short, and without half characters: JSON can carry them in, UTF-8 can't carry them out."""
    return text[:LONGEST].encode(errors="replace").decode()
