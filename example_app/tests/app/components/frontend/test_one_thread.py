"""The dashboard is not isolated, so Flutter paints from one thread."""

from functools import partial

import httpx
import pytest
from flet.fastapi import app as flet_app

from app.components.frontend.main import main
from app.components.frontend.one_thread import ISOLATION
from app.components.frontend.sharing import SharedSnapshot
from app.core.constants import DASHBOARD_PATH


@pytest.mark.parametrize("file", ["", "python-worker.js"])
async def test_no_file_asks_to_be_isolated(client: httpx.AsyncClient, file: str) -> None:
    """That takes both headers; the app itself sends one of them."""
    answer = await client.get(f"{DASHBOARD_PATH}/{file}")

    assert answer.status_code == 200
    assert not set(ISOLATION) <= set(answer.headers)


async def test_flet_alone_asks_for_it() -> None:
    """Once it no longer does, or its Flutter is fixed, you can delete the middleware."""
    transport = httpx.ASGITransport(
        flet_app(partial(main, snapshots=SharedSnapshot()), no_cdn=True)
    )
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as flet:
        answer = await flet.get("/")

    assert set(ISOLATION) <= set(answer.headers)
