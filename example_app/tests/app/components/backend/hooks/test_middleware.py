"""Middleware that is dropped in: its order, and the file of one that fails."""

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from app.components.backend.hooks import __main__ as command
from app.components.backend.hooks.middleware import register_middleware
from app.components.backend.main import create_backend_app
from app.core.errors import ConfigurationError
from tests.support.hooks import Drop, Ran


# --8<-- [start:middleware-order]
def test_the_first_middleware_is_the_outermost(drop: Drop) -> None:
    """The last-added middleware is the outermost in Starlette: discovery adds them in reverse."""
    for name in ("20_inner", "10_outer"):
        drop(
            f"middleware/{name}.py",
            "class M:\n    def __init__(self, app, name):\n        self.name = name\n"
            f"def register_middleware(app):\n    app.add_middleware(M, name='{name}')\n",
        )
    app = FastAPI()

    register_middleware(app)

    assert [added.kwargs["name"] for added in app.user_middleware] == ["10_outer", "20_inner"]


# --8<-- [end:middleware-order]


@pytest.mark.parametrize("raised", ["KeyError('origins')", "SystemExit(0)"])
def test_a_middleware_that_fails_to_register_stops_the_start(drop: Drop, raised: str) -> None:
    """A security middleware can't vanish, nor can a file end the server in silence."""
    drop("middleware/10_a.py", f"def register_middleware(app):\n    raise {raised}\n")

    with pytest.raises(ConfigurationError) as refused:
        register_middleware(FastAPI())

    told = f"middleware/10_a.py: register_middleware() raised {raised}".replace("(0)", ": 0")
    assert refused.value.message.startswith(told.replace("('origins')", ": 'origins'"))


# --8<-- [start:once]
@pytest.mark.usefixtures("app_settings")
async def test_each_middleware_is_built_once(drop: Drop, ran: Ran) -> None:
    """At the start, so that a metric which it registers is registered once."""
    drop(
        "middleware/10_a.py",
        "class Counts:\n"
        "    def __init__(self, app):\n"
        "        hook_record.ran.append('built')\n"
        "        self.app = app\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        await self.app(scope, receive, send)\n"
        "def register_middleware(app):\n"
        "    app.add_middleware(Counts)\n",
    )
    with TestClient(create_backend_app()) as client:
        assert client.get("/health/live").status_code == 200

    assert ran() == ["built"]


# --8<-- [end:once]


def test_a_middleware_with_a_wrong_argument_stops_the_start(drop: Drop) -> None:
    """Starlette builds it later; the error names the file all the same, and so does the list."""
    drop(
        "middleware/10_a.py",
        "from starlette.middleware.trustedhost import TrustedHostMiddleware\n"
        "def register_middleware(app):\n"
        "    app.add_middleware(TrustedHostMiddleware, hosts=['shop.example'])\n",
    )
    wrong = r"middleware/10_a\.py: .* raised TypeError: .*'hosts'.* fix: "

    with pytest.raises(ConfigurationError, match=wrong):
        create_backend_app()
    with pytest.raises(ConfigurationError, match=wrong):
        command.main()


def test_an_async_register_middleware_stops_the_start(drop: Drop) -> None:
    """Nobody would await it, and the middleware would be missing."""
    drop("middleware/10_a.py", "async def register_middleware(app):\n    pass\n")

    with pytest.raises(ConfigurationError, match=r"middleware/10_a\.py: .* plain def"):
        register_middleware(FastAPI())
