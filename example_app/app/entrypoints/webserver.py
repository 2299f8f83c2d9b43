"""The webserver process: the API and the dashboard, joined here and nowhere else."""

import sys

import uvicorn
from fastapi import FastAPI

from app.components.backend.main import create_backend_app
from app.core.config import settings
from app.core.errors import ConfigurationError
from app.core.logging import configure_logging


# --8<-- [start:create]
def create_app() -> FastAPI:
    """The whole web application, for uvicorn and for tests."""
    return create_backend_app()


# --8<-- [end:create]


# --8<-- [start:main]
def main() -> None:
    """Serve until SIGTERM; running requests then get `SHUTDOWN_GRACE` seconds to finish."""
    try:
        configure_logging()
        app = create_app()
    except ConfigurationError as error:
        sys.exit(str(error))
    uvicorn.run(
        app,
        host=settings.HOST,
        port=settings.PORT,
        timeout_graceful_shutdown=settings.SHUTDOWN_GRACE,
        access_log=False,
        log_config=None,
    )


# --8<-- [end:main]

if __name__ == "__main__":
    main()
