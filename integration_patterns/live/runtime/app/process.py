"""What a second process would not share with the server, while a command or a test runs."""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import structlog

from integration_patterns.live.runtime.imports import modules, replacements


@contextmanager
def own_process(argv: Sequence[str]) -> Iterator[None]:
    """Fresh modules of the app, and the server's state as it was afterwards."""
    before, sys.argv = sys.argv, list(argv)
    environment, folder = dict(os.environ), os.getcwd()  # noqa: PTH109 - put back as it was
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    structured = structlog.get_config()
    server = modules.set_aside()
    replacements.provide_own()
    try:
        yield
    finally:
        modules.put_back(server)
        structlog.configure(**structured)
        root.handlers[:], root.level = handlers, level
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(folder)
        sys.argv = before
