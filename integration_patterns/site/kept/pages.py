"""Renders a page again only if something that it is made from has changed.

While `mkdocs serve` runs, one process builds the site again and again. What a page was rendered to
is kept until its text, the code that it includes, the names of the site's files or the settings
change. A page that caused a warning is not kept, so that every build warns.
"""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from integration_patterns.guide import project
from integration_patterns.guide.blocks.extension import included
from integration_patterns.live.page import elements

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

MADE_FROM_DOCSTRINGS = "\n::: "
"""Such a page is made from whatever it documents, and tells other pages its anchors meanwhile."""


@dataclass(frozen=True)
class Rendered:
    """What rendering set on a page, and the anchors that it links to by the page they are on."""

    key: str
    attributes: dict[str, Any]
    links: dict[str, dict[str, str]]


kept: dict[str, Rendered] = {}


class KeptPage(Page):
    """A page that takes what it was rendered to before, if nothing has changed."""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the page, or take what is kept of it."""
        name = self.file.src_uri
        key = self._key(config, files)
        found = kept.get(name)
        if found is None or found.key != key:
            found = self._rendered(key, config, files)
        if found:
            kept[name] = found
            vars(self).update(found.attributes)
            self.links_to_anchors = {
                target: links
                for page, links in found.links.items()
                if (target := files.get_file_from_path(page))
            }

    def _rendered(self, key: str, config: MkDocsConfig, files: Files) -> Rendered | None:
        before = dict(vars(self))
        warnings = CountHandler(level=logging.WARNING)
        log = logging.getLogger("mkdocs")
        log.addHandler(warnings)
        try:
            super().render(config, files)
        finally:
            log.removeHandler(warnings)
        text = self.markdown or ""
        if warnings.get_counts() or MADE_FROM_DOCSTRINGS in f"\n{text}":
            kept.pop(self.file.src_uri, None)
            return None
        made = {name: value for name, value in vars(self).items() if value is not before.get(name)}
        links = {file.src_uri: found for file, found in (self.links_to_anchors or {}).items()}
        return Rendered(key, made, links)

    def _key(self, config: MkDocsConfig, files: Files) -> str:
        file = Path(self.file.abs_src_path or "")
        here = project.find(Path(config.config_file_path).parent)
        parts = [
            Path(config.config_file_path).read_text("utf-8"),
            sorted(files.src_uris),
            included((self.markdown or "").split("\n"), file, here),
            elements(file, here),
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
