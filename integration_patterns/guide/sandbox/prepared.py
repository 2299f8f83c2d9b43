"""Keeps the prepared copy of the application until the application or its packages change."""

import compileall
import fcntl
import hashlib
import importlib.metadata
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from integration_patterns.guide.config import Config

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
    packages = sorted(f"{d.name} {d.version}" for d in importlib.metadata.distributions())
    known = [sys.version, *config.setup, *sorted(map("=".join, config.env.items())), *packages]
    digest = hashlib.sha256("\n".join(known).encode())
    for file in sorted(_files(config.source)):
        digest.update(file.relative_to(config.source).as_posix().encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> Iterator[Path]:
    names = [path.name for path in folder.iterdir()]
    ignored = LEFT_OUT(str(folder), names)
    for path in folder.iterdir():
        if path.name in ignored:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _remove_old(cache: Path) -> None:
    for folder in cache.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)
