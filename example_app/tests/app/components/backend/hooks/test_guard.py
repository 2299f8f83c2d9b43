"""Nothing is served unless the startup hooks have run."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from starlette.types import Message, Scope

from app.components.backend.main import create_backend_app
from app.core.errors import ConfigurationError
from tests.support.hooks import Drop, Ran

DROPS = """
class OnlyHttp:
    def __init__(self, app):
        self.app = app
    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return
        await self.app(scope, receive, send)
"""
ANSWERS = """
class OwnLifespan:
    def __init__(self, app):
        self.app = app
    async def __call__(self, scope, receive, send):
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            return
        await self.app(scope, receive, send)
"""
REGISTER = "def register_middleware(app):\n    app.add_middleware({})\n"


async def start(app: FastAPI) -> list[Message]:
    """Start and stop the application as a server does; what the server is sent."""
    to_app: list[Message] = [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]
    sent: list[Message] = []

    async def receive() -> Message:
        return to_app.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope: Scope = {"type": "lifespan", "asgi": {"version": "3.0"}, "state": {}}
    try:
        await app(scope, receive, send)
    except BaseException as error:  # noqa: BLE001 - the server would see it, too
        sent.append({"type": "raised", "error": error})
    return sent


# --8<-- [start:dropped]
@pytest.mark.parametrize("source", [DROPS, ANSWERS], ids=["dropped", "answered by itself"])
@pytest.mark.usefixtures("app_settings")
async def test_a_middleware_that_keeps_the_start_to_itself_stops_it(
    drop: Drop, ran: Ran, source: str
) -> None:
    """Otherwise the server would be ready, and its first request would fail."""
    drop("startup/10_a.py", "def startup_hook():\n    hook_record.ran.append('+10_a')\n")
    name = source.split()[1].rstrip(":")
    drop("middleware/10_only.py", source + REGISTER.format(name))

    failed, raised = await start(create_backend_app())

    assert failed["type"] == "lifespan.startup.failed"
    assert failed["message"].startswith("A middleware kept the start to itself")
    assert "`await self.app(scope, receive, send)`" in failed["message"]
    assert isinstance(raised["error"], ConfigurationError)
    assert ran() == []


# --8<-- [end:dropped]


@pytest.mark.usefixtures("app_settings")
async def test_a_start_and_a_stop_reach_the_server(drop: Drop, ran: Ran) -> None:
    """The ordinary case: complete, and complete."""
    drop("startup/10_a.py", "def startup_hook():\n    hook_record.ran.append('+10_a')\n")

    sent = await start(create_backend_app())

    assert [one["type"] for one in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
    assert ran() == ["+10_a"]


@pytest.mark.usefixtures("app_settings")
async def test_a_failed_start_is_one_line(drop: Drop) -> None:
    """Starlette would send its whole traceback."""
    drop("startup/10_a.py", "def startup_hook():\n    raise OSError('no lease')\n")

    (failed, _raised) = await start(create_backend_app())

    assert failed["message"] == (
        "startup/10_a.py: startup_hook() raised OSError: no lease. fix: correct the file, "
        "or rename it to start with '_' to leave it out."
    )


@pytest.mark.usefixtures("app_settings")
async def test_a_bug_outside_the_hooks_keeps_its_traceback(drop: Drop) -> None:
    """A middleware that takes the start for a request: the traceback names its file."""
    source = DROPS.replace('if scope["type"] != "http":\n            return', 'scope["path"]')
    drop("middleware/10_paths.py", source + REGISTER.format("OnlyHttp"))

    (failed, _raised) = await start(create_backend_app())

    assert "10_paths.py" in failed["message"]
    assert failed["message"].splitlines()[-1] == "KeyError: 'path'"


@pytest.mark.usefixtures("app_settings")
async def test_a_stop_during_the_start_needs_no_words(drop: Drop) -> None:
    """The hook that was stopped is in the log already."""
    drop("startup/10_a.py", "def startup_hook():\n    raise KeyboardInterrupt\n")

    (failed, _raised) = await start(create_backend_app())

    assert failed == {"type": "lifespan.startup.failed", "message": ""}


@pytest.mark.usefixtures("app_settings")
async def test_a_failure_at_the_stop_is_no_failed_start(drop: Drop) -> None:
    """The server hears of it as what it is."""
    app = create_backend_app()
    hosted = app.router.lifespan_context

    @asynccontextmanager
    async def fails_at_the_stop(one: FastAPI) -> AsyncIterator[None]:
        async with hosted(one):
            yield
        raise OSError("gone")

    app.router.lifespan_context = fails_at_the_stop

    assert [one["type"] for one in await start(app)] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.failed",
        "raised",
    ]


# --8<-- [start:client]
@pytest.mark.usefixtures("app_settings")
async def test_a_request_before_the_start_is_refused() -> None:
    """A test client that isn't entered runs no hook, and the first request says so."""
    app = create_backend_app()

    with pytest.raises(ConfigurationError, match=r"hooks have not run.*with TestClient"):
        TestClient(app).get("/health/live")

    with TestClient(app) as client:
        assert client.get("/health/live").status_code == 200


# --8<-- [end:client]


@pytest.mark.usefixtures("app_settings")
async def test_a_mounted_app_is_refused_too() -> None:
    """The lifespan of a mounted application never runs, so neither do its hooks."""
    host = FastAPI()
    host.mount("/shop", create_backend_app())
    transport = httpx.ASGITransport(host)

    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        with pytest.raises(ConfigurationError, match="hooks have not run"):
            await client.get("/shop/health/live")
