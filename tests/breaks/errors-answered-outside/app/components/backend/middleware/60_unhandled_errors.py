"""Turns a bug into a 500, in the place where Starlette runs such handlers: outside everything."""

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse


async def answer(_request: Request, _error: Exception) -> JSONResponse:
    return JSONResponse({"detail": "The server failed."}, status_code=500)


def register_middleware(app: FastAPI) -> None:
    app.add_exception_handler(Exception, answer)
