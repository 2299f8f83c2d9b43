"""Puts a bundle where a site serves it."""

import os
import shutil
from pathlib import Path


def copy_bundle(bundle: Path, target: Path) -> None:
    """Link or copy each file, in the place of one that has its name."""
    target.mkdir(parents=True, exist_ok=True)
    for file in sorted(bundle.iterdir()):
        _take(file, target / file.name)


def _take(file: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
