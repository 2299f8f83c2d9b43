"""The whole web application behind its lifespan, without a socket."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from app.entrypoints.webserver import create_app


# --8<-- [start:serving]
@asynccontextmanager
async def serving() -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application as the settings in force make it, started and stopped."""
    app = create_app()
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://testserver") as client,
    ):
        yield client


# --8<-- [end:serving]
