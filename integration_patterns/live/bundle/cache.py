"""Keeps what was built, by the content it was made from."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import platformdirs


def folder() -> Path:
    """Where everything is kept; may be deleted at any time."""
    return Path(platformdirs.user_cache_dir("integration-patterns")) / "live"


def key(parts: Iterable[str | bytes | Path]) -> str:
    """A name for the content of texts and files."""
    digest = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part
        data = content.encode() if isinstance(content, str) else content
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()[:20]


def place_of(stage: str, content_key: str) -> Path:
    """Where a stage is, once it is made."""
    return folder() / f"{stage}-{content_key}"


def made(stage: str, content_key: str, make: Callable[[Path], object]) -> Path:
    """The folder of a stage; `make` fills it if it isn't there. The last ones used are kept."""
    place = place_of(stage, content_key)
    if place.exists():
        os.utime(place)
        return place
    folder().mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{stage}-", dir=folder()))
    try:
        make(unfinished)
        # A temporary folder is its owner's alone; what is copied from it is served to everyone.
        unfinished.chmod(0o755)
        # Another build may have been faster; what it made is the same.
        unfinished.rename(place)
    except OSError:
        if not place.exists():
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _keep_newest(stage)
    return place


def _keep_newest(stage: str, count: int = 3) -> None:
    stages = sorted(folder().glob(f"{stage}-*"), key=os.path.getmtime, reverse=True)
    for old in stages[count:]:
        shutil.rmtree(old, ignore_errors=True)
