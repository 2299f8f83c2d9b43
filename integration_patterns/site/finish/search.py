"""Sets the search index apart, so that it waits for a reader's first letter."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

INDEX = "search/search_index.json"
WHOLE = "search/whole_index.json"


def set_apart(site: Path) -> None:
    """Give the whole index another name, and leave one without pages in its place."""
    index = site / INDEX
    if not index.is_file():
        return
    content = json.loads(index.read_text("utf-8"))
    if content["docs"]:
        index.replace(site / WHOLE)
        index.write_text(json.dumps(content | {"docs": []}), "utf-8")
