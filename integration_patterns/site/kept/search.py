"""Reads a page for the search again only if it has changed since the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from material.plugins.search.plugin import SearchIndex

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

kept: dict[str, tuple[object, list[dict[str, Any]]]] = {}


class KeptIndex(SearchIndex):  # type: ignore[misc]  # the theme has no types
    """The theme's index, which takes what it made of a page before if the page is the same."""

    def add_entry_from_context(self, page: Page) -> None:
        """Add the sections of a page."""
        key = (page.content, page.title, page.meta)
        known, entries = kept.get(page.url, (None, []))
        if known != key:
            before = len(self.entries)
            super().add_entry_from_context(page)
            entries = self.entries[before:]
            kept[page.url] = (key, entries)
        else:
            self.entries += entries
