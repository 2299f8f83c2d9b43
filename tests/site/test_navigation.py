"""The navigation leads to every page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def pages_of(entry: Any) -> Iterator[str]:
    """Every page below an entry, in its order."""
    if isinstance(entry, str):
        yield entry
    else:
        for inside in entry.values() if isinstance(entry, dict) else entry:
            yield from pages_of(inside)


def test_the_navigation_leads_to_every_page_once() -> None:
    """A new page, that of a rule too, needs a line under `nav` in mkdocs.yml."""
    nav = load_config(str(ROOT / "mkdocs.yml")).nav

    assert nav is not None
    assert sorted(pages_of(nav)) == sorted(
        page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")
    )
