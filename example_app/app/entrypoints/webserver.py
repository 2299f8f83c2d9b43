"""The webserver process: the API and the dashboard, joined here and nowhere else."""

import logging
import signal
import sys

import uvicorn
from fastapi import FastAPI

from app.components.backend.main import create_backend_app
from app.components.frontend.mount import mount_dashboard
from app.core.config import settings
from app.core.errors import ConfigurationError
from app.core.logging import configure_logging
from app.core.process import explained_exit


# --8<-- [start:create]
def create_app() -> FastAPI:
    """The whole web application, for uvicorn and for tests."""
    app = create_backend_app()
    mount_dashboard(app)
    return app


# --8<-- [end:create]


# --8<-- [start:failure]
CONFIGURATION_ERROR = f"\n{ConfigurationError.__module__}.{ConfigurationError.__name__}: "


def one_line_start_failure(record: logging.LogRecord) -> bool:
    """Starlette hands uvicorn a traceback as text: keep the line that says what to do."""
    traceback, found, line = record.getMessage().rpartition(CONFIGURATION_ERROR)
    if found and traceback.startswith("Traceback"):
        record.msg, record.args = " ".join(line.split()), None
    return line != "Application startup failed. Exiting."


# --8<-- [end:failure]


# --8<-- [start:main]
def main() -> None:
    """Serve until SIGTERM; running requests then get `SHUTDOWN_GRACE` seconds to finish."""
    with explained_exit():
        settings.require("DATABASE_URL")
        configure_logging()
        app = create_app()
    logging.getLogger("uvicorn.error").addFilter(one_line_start_failure)
    # Once uvicorn has stopped, it raises the signal again; a stop that was asked for is a success.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())
    uvicorn.run(
        app,
        host=settings.HOST,
        port=settings.PORT,
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
        timeout_graceful_shutdown=settings.SHUTDOWN_GRACE,
        # "auto" takes a middleware that fails at the start for an app without hooks, and serves.
        lifespan="on",
        access_log=False,
        log_config=None,
    )


# --8<-- [end:main]

if __name__ == "__main__":
    main()
