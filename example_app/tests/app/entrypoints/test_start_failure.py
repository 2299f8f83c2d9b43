"""A webserver that can't start: one clear line, no server, and an exit code that says so."""

from pathlib import Path

import pytest

from tests.support.processes import running

pytestmark = pytest.mark.slow

SERVE = ("-m", "app.entrypoints.webserver")
SERVE_WITH_HOOKS_OF = """
from app.components.backend import middleware, shutdown, startup
from app.entrypoints.webserver import main
startup.__path__[:] = [{0!r} + "/startup"]
shutdown.__path__[:] = [{0!r} + "/shutdown"]
middleware.__path__[:] = [{0!r} + "/middleware"]
main()
"""
NOT_STARTED = 3


# --8<-- [start:unmigrated]
def test_an_unmigrated_database_ends_in_one_line(tmp_path: Path) -> None:
    """The reader sees which hook, why and what to do, and no traceback."""
    elsewhere = {"DATABASE_URL": f"sqlite:///{tmp_path / 'empty.db'}"}
    with running(*SERVE, env=elsewhere) as server:
        assert server.wait() == NOT_STARTED

    last = server.wait_for("startup/10_database.py stopped the start: ")
    assert "fix: run `alembic upgrade head`" in last
    assert "Traceback" not in server.output


# --8<-- [end:unmigrated]


@pytest.mark.parametrize(("name", "value"), [("HTTPS_PROXY", "socks://x"), ("SSL_CERT_FILE", "/x")])
def test_a_broken_variable_of_the_http_client_is_named(
    environment: dict[str, str], name: str, value: str
) -> None:
    """In one line; the hook that opens the client isn't to blame."""
    with running(*SERVE, env={**environment, name: value}) as server:
        assert server.wait() == NOT_STARTED

    server.wait_for(f"20_http_client.py stopped the start: The variable {name} can't be used: ")
    assert "Traceback" not in server.output


def test_a_bug_in_a_hook_shows_its_traceback_once(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """The author of the hook needs the traceback; the last line is clear all the same."""
    for folder in ("middleware", "startup", "shutdown"):
        (tmp_path / folder).mkdir()
    hook = tmp_path / "startup/30_broken.py"
    hook.write_text("def startup_hook():\n    return {}['missing']\n")
    serve = SERVE_WITH_HOOKS_OF.format(str(tmp_path))
    with running("-c", serve, env={**environment, "LOG_FORMAT": "console"}) as server:
        assert server.wait() == NOT_STARTED

    server.wait_for("startup/30_broken.py: startup_hook\\(\\) raised KeyError: 'missing'")
    assert server.output.count("Traceback") == 1
    assert server.output.count("return {}['missing']") == 1


def test_a_middleware_that_fails_at_the_start_stops_it(
    environment: dict[str, str], tmp_path: Path
) -> None:
    """The start isn't a request, and has no path; a server without its hooks would go on."""
    for folder in ("middleware", "startup", "shutdown"):
        (tmp_path / folder).mkdir()
    (tmp_path / "middleware/10_paths.py").write_text(
        "class Paths:\n"
        "    def __init__(self, app):\n"
        "        self.app = app\n"
        "    async def __call__(self, scope, receive, send):\n"
        "        scope['path']\n"
        "        await self.app(scope, receive, send)\n"
        "def register_middleware(app):\n"
        "    app.add_middleware(Paths)\n"
    )
    serve = SERVE_WITH_HOOKS_OF.format(str(tmp_path))
    with running("-c", serve, env={**environment, "LOG_FORMAT": "console"}) as server:
        assert server.wait() == NOT_STARTED

    assert "10_paths.py" in server.output
    assert "KeyError: 'path'" in server.lines
