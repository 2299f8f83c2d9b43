"""Names all that the proof of a page depends on, so that an unchanged page need not run again."""

import hashlib
import importlib.metadata
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from integration_patterns.guide.project import NOT_SOURCE, Project


def key(page: Path, project: Project) -> str:
    """Return the digest of a page and of everything in the project but the other pages."""
    everything = _digest(project.root, project.docs)
    return hashlib.sha256(everything.encode() + page.read_bytes()).hexdigest()


@cache
def _digest(root: Path, docs: Path) -> str:
    packages = sorted(f"{d.name} {d.version}" for d in importlib.metadata.distributions())
    digest = hashlib.sha256("\n".join([sys.version, *packages]).encode())
    for file in sorted(_files(root)):
        if not (file.suffix == ".md" and file.is_relative_to(docs)):
            digest.update(file.relative_to(root).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    folders = [root]
    while folders:
        for path in folders.pop().iterdir():
            if path.is_dir() and not path.is_symlink():
                is_built = path == root / "site" or path.name == "var"
                if not is_built and not NOT_SOURCE.fullmatch(path.name):
                    folders.append(path)
            elif path.is_file() and not path.name.startswith(".coverage"):
                yield path
