"""Signals to the real webserver process: every way to stop it, also before it has started."""

import signal
from pathlib import Path

import pytest

from app.components.backend.server import handle_signals
from tests.support.processes import running, webserver

pytestmark = pytest.mark.slow

SERVE_WITH_STARTUP = """
from app.components.backend import startup
from app.entrypoints.webserver import main
startup.__path__[:] = [{!r}]
main()
"""
HANGS = {
    # A thread speaks when nothing runs in the main one any more.
    "awaiting": (
        "async def startup_hook():\n"
        "    threading.Timer(0.3, say).start()\n    await asyncio.Event().wait()\n"
    ),
    "blocking": "def startup_hook():\n    say()\n    time.sleep(600)\n",
    "computing": "def startup_hook():\n    say()\n    while True: pass\n",
}
SAYS = "import asyncio, threading, time\ndef say():\n    print('the hook runs', flush=True)\n"


# --8<-- [start:start]
@pytest.mark.parametrize(
    ("kind", "number"),
    [
        *((kind, signal.SIGTERM) for kind in HANGS),
        ("awaiting", signal.SIGINT),
        ("blocking", signal.SIGHUP),
    ],
)
def test_a_start_that_hangs_can_be_stopped(
    environment: dict[str, str], tmp_path: Path, kind: str, number: signal.Signals
) -> None:
    """At the first signal; the log names the file, and what had started is undone."""
    (tmp_path / "startup").mkdir()
    (tmp_path / "startup/30_hangs.py").write_text(SAYS + HANGS[kind])
    (tmp_path / "startup/20_http_client.py").write_text(
        "from app.core.http import open_http_client as startup_hook\n"
    )
    serve = SERVE_WITH_STARTUP.format(str(tmp_path / "startup"))
    with running("-c", serve, env=environment) as server:
        server.wait_for("the hook runs")
        server.send(number)

        assert server.wait() == 3

    server.wait_for("30_hangs.py.*startup_hook_stopped|startup_hook_stopped.*30_hangs.py")
    server.wait_for("shutdown_hook_ran")
    assert "Traceback" not in server.output


# --8<-- [end:start]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_every_signal_stops_the_webserver_as_a_success(
    environment: dict[str, str], number: signal.Signals
) -> None:
    """`docker stop`, Ctrl+C, and a terminal that is closed."""
    with webserver(environment) as (server, _url):
        server.send(number)
        assert server.wait() == 0

    server.wait_for("shutdown_hook_ran", times=2)


def test_nohup_keeps_its_promise() -> None:
    """A SIGHUP that was switched off before the start stays so."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        handle_signals()
        assert signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
