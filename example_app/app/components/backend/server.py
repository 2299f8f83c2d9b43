"""The server that runs the application: uvicorn, which can also be stopped while it starts."""

import signal
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from app.core.config import settings

NOT_STARTED = 3


# --8<-- [start:server]
class Server(uvicorn.Server):
    """Uvicorn alone looks at a signal only once it has started: a hook that hangs would stay."""

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Finish the running requests, or end the start at once; what had started is undone."""
        lifespan = getattr(self, "lifespan", None)
        if lifespan is None or not lifespan.startup_event.is_set():
            raise KeyboardInterrupt
        super().handle_exit(sig, frame)


# --8<-- [end:server]


def serve(app: FastAPI) -> None:
    """Serve until SIGTERM, SIGINT or SIGHUP; exits with `NOT_STARTED` if it can't start."""
    config = uvicorn.Config(
        app,
        host=settings.HOST,
        port=settings.PORT,
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        ws_max_size=settings.MAX_BODY_BYTES,
        timeout_graceful_shutdown=settings.SHUTDOWN_GRACE,
        # "auto" takes a middleware that fails at the start for an app without hooks, and serves.
        lifespan="on",
        access_log=False,
        log_config=None,
    )
    server = Server(config)
    try:
        server.run()
    except KeyboardInterrupt:
        if not server.started:
            sys.exit(NOT_STARTED)


def handle_signals() -> None:
    """Make a stop that was asked for a success, also when a terminal closes: that is a SIGHUP."""
    # Once uvicorn has stopped, it raises the signal again.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())
    # Windows has no SIGHUP, and nohup has switched it off.
    hangup = getattr(signal, "SIGHUP", None)
    if hangup and signal.getsignal(hangup) != signal.SIG_IGN:
        signal.signal(hangup, lambda _number, _frame: signal.raise_signal(signal.SIGTERM))
