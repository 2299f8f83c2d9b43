"""The scheduler process."""

import asyncio

from app.components.scheduler.process import run
from app.core.config import settings
from app.core.logging import configure_logging
from app.core.process import explained_exit


# --8<-- [start:main]
def main() -> None:
    """Run jobs until SIGTERM."""
    with explained_exit():
        settings.require("DATABASE_URL")
        configure_logging()
        asyncio.run(run())


# --8<-- [end:main]


if __name__ == "__main__":
    main()
