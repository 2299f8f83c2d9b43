"""The guide's site, built once for all workers."""

import fcntl
from pathlib import Path

import pytest

from integration_patterns.site.served import build

NOWHERE = "http://nowhere.invalid/"
"""Stands in the pages for the address at which a worker serves them."""


def built_guide(folders: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of the built site, which is everybody's: the first who asks builds it, strictly.

    Raises:
        BuildError: There was an error or a warning.
    """
    own = folders.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    built = shared / "guide"
    with (shared / "guide.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            build(shared / "draft", NOWHERE)
            (shared / "draft").rename(built)
    return built
