"""The files of a project that a person wrote, and one name for all that they are."""

import hashlib
import importlib.metadata
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

NOT_SOURCE = re.compile(r"node_modules|__pycache__|\..*")
"""The names of folders that hold nothing a person wrote."""


def below(folder: Path, is_left_out: Callable[[Path], object]) -> Iterator[Path]:
    """Yield every file below a folder, but for the folders that are left out."""
    for path in sorted(folder.iterdir()):
        if not path.is_dir():
            yield path
        elif not is_left_out(path):
            yield from below(path, is_left_out)


def digest(root: Path, files: Iterable[Path], *known: str) -> str:
    """Name files by their paths and contents, this Python, its packages and what else is known."""
    packages = sorted(f"{one.name} {one.version}" for one in importlib.metadata.distributions())
    found = hashlib.sha256("\n".join([sys.version, *known, *packages]).encode())
    for file in files:
        found.update(file.relative_to(root).as_posix().encode())
        found.update(file.read_bytes())
    return found.hexdigest()
