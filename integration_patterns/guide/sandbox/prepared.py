"""Keeps the prepared copy of the application until the application or its packages change."""

import compileall
import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from integration_patterns.guide.config import Config
from integration_patterns.guide.files import below, digest

CACHE = ".cache/integration-patterns/prepared"
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".cache", ".venv", "*.egg-info", ".*_cache", "__pycache__", "var"
)
KEPT_SECONDS = 24 * 60 * 60


def prepared(config: Config, prepare: Callable[[Path], None]) -> Path:
    """Return a folder whose `work` is the application after its setup, made at most once."""
    cache = config.project.root / CACHE
    with _alone(cache):
        folder = cache / _fingerprint(config)
        if not folder.exists():
            _remove_old(cache)
            draft = cache / "draft"
            shutil.rmtree(draft, ignore_errors=True)
            shutil.copytree(config.source, draft / "work", symlinks=True, ignore=LEFT_OUT)
            prepare(draft)
            # Once here is once for all: a copy keeps the times by which bytecode is judged.
            compileall.compile_dir(draft / "work", quiet=2)
            draft.rename(folder)
        return folder


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Let other workers wait while one prepares."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint(config: Config) -> str:
    files = below(config.source, lambda folder: LEFT_OUT("", [folder.name]))
    known = [*config.setup, *sorted(map("=".join, config.env.items()))]
    return digest(config.source, files, *known)[:16]


def _remove_old(cache: Path) -> None:
    for folder in cache.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
