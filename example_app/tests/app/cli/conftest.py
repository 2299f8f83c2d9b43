"""Keeps coverage right on Python 3.11."""

import asyncio
import sys
from collections.abc import Coroutine
from typing import Any

import pytest

UNTRACED = sys.version_info < (3, 12)


@pytest.fixture(autouse=True)
def _tracer_in_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """That Python tells a tracer nothing of an exception that is thrown into a coroutine.

    The tracer then takes lines of the caller of `asyncio.run` for those of another file.
    """
    tracer, run = sys.gettrace(), asyncio.run

    def untraced(coroutine: Coroutine[Any, Any, object]) -> object:
        sys.settrace(None)
        try:
            return run(coroutine)
        finally:
            sys.settrace(tracer)

    if UNTRACED and tracer:
        monkeypatch.setattr("app.cli.client.asyncio.run", untraced)
