"""The scheduler process."""

import asyncio
import sys

from app.components.scheduler.process import run
from app.core.errors import AppError
from app.core.logging import configure_logging


# --8<-- [start:main]
def main() -> None:
    """Run jobs until SIGTERM."""
    try:
        configure_logging()
        asyncio.run(run())
    except AppError as error:
        sys.exit(str(error))


# --8<-- [end:main]


if __name__ == "__main__":
    main()
