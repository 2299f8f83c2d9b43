"""The webserver process: the API and the dashboard, joined here and nowhere else."""

from fastapi import FastAPI

from app.components.backend.main import create_backend_app
from app.components.backend.server import handle_signals, serve
from app.components.frontend.mount import mount_dashboard
from app.core.config import settings
from app.core.logging import configure_logging
from app.core.process import explained_exit


# --8<-- [start:create]
def create_app() -> FastAPI:
    """The whole web application, for uvicorn and for tests."""
    app = create_backend_app()
    mount_dashboard(app)
    return app


# --8<-- [end:create]


# --8<-- [start:main]
def main() -> None:
    """Serve until SIGTERM; running requests then get `SHUTDOWN_GRACE` seconds to finish."""
    handle_signals()
    with explained_exit():
        settings.require("DATABASE_URL")
        configure_logging()
        app = create_app()
    serve(app)


# --8<-- [end:main]

if __name__ == "__main__":
    main()
