"""Prints every hook in the order in which it takes effect."""

import os
import sys

from fastapi import FastAPI

from app.components.backend.hooks.discovery import discover
from app.components.backend.hooks.lifespan import discover_lifespan_hooks
from app.components.backend.hooks.middleware import register_middleware
from app.core.process import explained_exit


def main() -> None:
    """Print the order; every file is imported and every middleware built, as at a start.

    Raises:
        ConfigurationError: A hook file is broken; the message names it.
    """
    hooks = discover_lifespan_hooks()
    app = FastAPI()
    register_middleware(app)
    app.build_middleware_stack()
    for title, files in (
        ("Middleware, outermost first", discover("middleware", "register_middleware")),
        ("Startup, first to last", hooks.startup),
        ("Shutdown, first to last", hooks.shutdown[::-1]),
    ):
        print(title, *(f"  {hook.file}" for hook in files), sep="\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        with explained_exit():
            main()
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough. Python would complain at its exit, too:
        # https://docs.python.org/3/library/signal.html#note-on-sigpipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
