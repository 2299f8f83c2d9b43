"""Remembers what the last runs proved, so that a build can say what it shows."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

FILE = ".cache/integration-patterns/proven.json"


class Proven(TypedDict):
    """What a page was when its proof passed, and its texts by digest with their seconds."""

    key: str
    texts: dict[str, float]


def load(root: Path) -> dict[str, Proven | None]:
    """Return what is known of each page that has run; None says that its proof failed."""
    file = root / FILE
    found: dict[str, Proven | None] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
    return found


def merge(root: Path, pages: Mapping[str, Proven | None]) -> None:
    """Replace what is known of these pages; None says that a page's proof failed."""
    known = {page: proven for page, proven in load(root).items() if (root / page).is_file()}
    known.update(pages)
    file = root / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(known, indent=1, sort_keys=True), "utf-8")
    draft.replace(file)
