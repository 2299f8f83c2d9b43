"""The whole web application behind its lifespan, without a socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from app.entrypoints.webserver import create_app


# --8<-- [start:serving]
@asynccontextmanager
async def serving(app: FastAPI | None = None) -> AsyncIterator[httpx.AsyncClient]:
    """A client of `app`, or of the whole as the settings in force make it, started and stopped."""
    app = app or create_app()
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://localhost") as client,
    ):
        yield client


# --8<-- [end:serving]
