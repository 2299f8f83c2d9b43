"""A dependency is for what only some routes need."""

from http import HTTPStatus
from typing import Annotated

import httpx
from fastapi import Depends, FastAPI, Header, HTTPException


# --8<-- [start:depends]
def require_key(x_api_key: Annotated[str, Header()] = "") -> None:
    """Refuse a caller who doesn't send the key."""
    if x_api_key != "the key":
        raise HTTPException(HTTPStatus.UNAUTHORIZED)


async def test_a_dependency_guards_its_route_and_no_other() -> None:
    """FastAPI calls it before the route; it reads headers as a route does."""
    app = FastAPI()

    @app.get("/private", dependencies=[Depends(require_key)])
    async def private() -> str:
        return "yours"

    @app.get("/public")
    async def public() -> str:
        return "everybody's"

    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        refused = await client.get("/private")
        allowed = await client.get("/private", headers={"x-api-key": "the key"})
        unguarded = await client.get("/public")

    assert (refused.status_code, allowed.status_code, unguarded.status_code) == (401, 200, 200)


# --8<-- [end:depends]
