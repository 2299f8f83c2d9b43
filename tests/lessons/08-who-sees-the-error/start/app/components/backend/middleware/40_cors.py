"""Lets the pages of chosen origins call the API."""

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

ORIGINS = ["https://shop.example"]


def register_middleware(app: FastAPI) -> None:
    """Called by discovery."""
    app.add_middleware(CORSMiddleware, allow_origins=ORIGINS, allow_methods=["GET", "POST"])
