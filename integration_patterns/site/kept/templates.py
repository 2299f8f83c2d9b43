"""Uses a template of the theme again only if something that it shows has changed.

A template is compiled once. What it makes of a page is kept until the page, the name of any page
in the navigation, the settings or the site's own templates change.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache, Template

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.toc import AnchorLink

compiled: dict[str, bytes] = {}
made: dict[str, tuple[str, str]] = {}
"""The key of each page, and its HTML, by the page's address."""

OF_ALL_PAGES = "of_all_pages"
"""The variable that holds the key of what all pages are made from."""


class KeptTemplates(BytecodeCache):
    """Compiled templates, each by its name and the text it was made from."""

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a compiled template, if there is one."""
        if code := compiled.get(bucket.key + bucket.checksum):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        compiled[bucket.key + bucket.checksum] = bucket.bytecode_to_string()


class KeptTemplate(Template):
    """A template that takes what it made of a page before, if nothing has changed."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Return the HTML of a page, or of something else."""
        page = dict(*args, **kwargs).get("page")
        if page is None:
            return super().render(*args, **kwargs)
        own = [page.url, page.title, page.content, page.meta, list(_anchors(page.toc))]
        key = _key([self.name, self.environment.globals[OF_ALL_PAGES], *own])
        known, html = made.get(page.url, ("", ""))
        if known != key:
            html = super().render(*args, **kwargs)
            made[page.url] = key, html
        return html


def keep(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Let a build keep what its templates make, for the next one."""
    env.bytecode_cache = KeptTemplates()
    env.template_class = KeptTemplate
    pages = [file.page for file in files.documentation_pages() if file.page]
    own = config.theme.custom_dir
    templates = sorted(Path(own).rglob("*.html")) if own else []
    env.globals[OF_ALL_PAGES] = _key(
        [
            Path(config.config_file_path).read_text("utf-8"),
            config.site_url,
            [(page.url, page.title, page.meta) for page in pages],
            [(str(file), file.read_text("utf-8")) for file in templates],
        ]
    )


def _anchors(items: Iterable[AnchorLink]) -> Iterable[tuple[int, str, str]]:
    for item in items:
        yield item.level, item.url, item.title
        yield from _anchors(item.children)


def _key(parts: list[Any]) -> str:
    # Front matter may hold dates.
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()
