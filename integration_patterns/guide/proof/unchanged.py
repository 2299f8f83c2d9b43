"""Names all that the proof of a page depends on, so that an unchanged page need not run again."""

import hashlib
from functools import cache
from pathlib import Path

from integration_patterns.guide.files import NOT_SOURCE, below, digest
from integration_patterns.guide.project import Project


def key(page: Path, project: Project) -> str:
    """Return the digest of a page and of everything in the project but the other pages."""
    everything = _digest(project.root, project.docs)
    return hashlib.sha256(everything.encode() + page.read_bytes()).hexdigest()


@cache
def _digest(root: Path, docs: Path) -> str:
    def is_made(folder: Path) -> bool:
        is_built = folder == root / "site" or folder.name == "var" or folder.is_symlink()
        return is_built or NOT_SOURCE.fullmatch(folder.name) is not None

    def counts(file: Path) -> bool:
        is_page = file.suffix == ".md" and file.is_relative_to(docs)
        return file.is_file() and not is_page and not file.name.startswith(".coverage")

    return digest(root, filter(counts, below(root, is_made)))
