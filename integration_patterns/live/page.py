"""What of a page runs: read from its Markdown file, whatever builds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from integration_patterns.live import examples, front_matter, section, sources

if TYPE_CHECKING:
    from pathlib import Path

    from integration_patterns.guide.project import Project

FENCE = "---\n"
WHOLE = -1
"""The position of the element that shows the whole app: after the page."""


def elements(file: Path, here: Project) -> dict[int, dict[str, object]]:
    """Return the configuration of each element of a page, by the position of its block.

    Args:
        file: The page.
        here: The project with the app.

    Raises:
        PageError: The front matter or a block asks for what no page can run.
    """
    meta = _front_matter(file.read_text("utf-8"))
    if "live" not in meta:
        return {}
    name = file.relative_to(here.root).as_posix()
    live = front_matter.read(meta["live"], name, sources.names(here.root))
    if live.whole:
        address = f"{file.relative_to(here.docs).with_suffix('').as_posix()}/"
        return {WHOLE: section.playground(address, live)}
    return section.elements(live, examples.find(file, name, live, here.breaks))


def _front_matter(text: str) -> dict[str, Any]:
    text = text.replace("\r\n", "\n")
    if not text.startswith(FENCE):
        return {}
    return yaml.safe_load(text.removeprefix(FENCE).partition(f"\n{FENCE}")[0]) or {}
