"""Remembers what the last runs proved, so that a build can say what it shows."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE = ".cache/integration-patterns/proven.json"


class Proven(TypedDict):
    """What a page was when its proof passed, and its texts by digest with their seconds."""

    key: str
    texts: dict[str, float]


def have_run(root: Path) -> bool:
    """Tell whether the tests of any page have run in this checkout."""
    return (root / FILE).is_file()


def load(root: Path) -> dict[str, Proven]:
    """Return what is proven, by page."""
    file = root / FILE
    found: dict[str, Proven] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def merge(root: Path, pages: Mapping[str, Proven | None]) -> None:
    """Replace what is known of these pages; None means that a page is not proven."""
    known = {page: proven for page, proven in load(root).items() if (root / page).is_file()}
    for page, proven in pages.items():
        known.pop(page, None)
        if proven is not None:
            known[page] = proven
    file = root / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(known, indent=1, sort_keys=True), "utf-8")
    draft.replace(file)
