"""Speaks to the engine of a page that has nothing else: starts the app, edits it, asks it."""

from typing import Any

from playwright.sync_api import Page

BACKEND = "app/components/backend"
ROUTE = """
from fastapi import FastAPI
from starlette.responses import StreamingResponse

async def parts():
    import asyncio
    for number in range(3):
        yield f"part {{number}}\\n"
        await asyncio.sleep(0.01)

def register_middleware(app: FastAPI) -> None:
    @app.get("/extra")
    async def extra():
        {body}
"""


def start(page: Page, files: dict[str, str] | None = None) -> dict[str, Any]:
    """Start the app with edits."""
    started: dict[str, Any] = page.evaluate(
        "files => engine.start({ files, env: {} })", files or {}
    )
    return started


LIST = """async (files) => {
    const started = await engine.start({ files, env: {} });
    if (!started.ok) throw new Error(started.error.message);
    return new Promise((resolve) => {
        engine.addEventListener("listing", ({ detail }) => resolve(detail));
    });
}"""


def start_and_list(page: Page, files: dict[str, str] | None = None) -> dict[str, Any]:
    """Start the app with edits; what it has."""
    listing: dict[str, Any] = page.evaluate(LIST, files or {})
    return listing


def start_with_route(page: Page, body: str) -> None:
    """Start the app with a route `/extra`."""
    path = f"{BACKEND}/middleware/99_extra.py"
    started = start(page, {path: ROUTE.format(body=body)})
    assert started["ok"], started


def ask(page: Page, path: str, method: str = "GET", body: str = "") -> dict[str, Any]:
    """Send a request to the app in the page."""
    answer: dict[str, Any] = page.evaluate("asked => ask(...asked)", [method, path, body])
    return answer


def printed(page: Page) -> str:
    """What the app and the page have written since the test began."""
    text: str = page.evaluate("output.map(({ text }) => text).join('')")
    return text
