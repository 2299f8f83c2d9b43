"""Lets the pages of chosen origins call the API."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.core.config import settings


# --8<-- [start:cors]
def register_middleware(app: FastAPI) -> None:
    """Called by discovery; without `CORS_ORIGINS`, no other origin may call."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=settings.CORS_ORIGINS,
        allow_methods=["GET", "POST"],
        allow_headers=["content-type", "x-request-id"],
        expose_headers=["x-request-id"],
    )


# --8<-- [end:cors]
