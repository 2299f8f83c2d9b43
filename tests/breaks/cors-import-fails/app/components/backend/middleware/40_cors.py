"""Lets the pages of chosen origins call the API."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

from app.core.settings import settings


def register_middleware(app: FastAPI) -> None:
    app.add_middleware(CORSMiddleware, allow_origins=settings.CORS_ORIGINS)
