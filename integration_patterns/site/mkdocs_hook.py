"""Makes the built pages light: slim code, one style sheet, a search index that waits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from integration_patterns.site.slim import slimmed
from integration_patterns.site.views import named

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

STYLES = "assets/stylesheets/site.css"
WORKERS = "assets/javascripts/workers"
INDEX = "search/search_index.json"
WHOLE_INDEX = "search/whole_index.json"


def on_config(config: MkDocsConfig) -> None:
    """Name the one style sheet instead of its parts, and the theme's search worker."""
    parts = [path for path in config.extra_css if _source(config, path).is_file()]
    others = [path for path in config.extra_css if path not in parts]
    config.extra["style_parts"] = parts
    config.extra_css[:] = [*others, STYLES]
    config.extra["search_worker"] = _search_worker(config)


def on_page_content(html: str, **_: object) -> str:
    """Take out of the page's code what can't be seen, and name the tabs that are views."""
    return named(slimmed(html))


def on_post_build(config: MkDocsConfig) -> None:
    """Write the style sheet, and set the search index apart."""
    site = Path(config.site_dir)
    parts = [_source(config, path).read_text("utf-8") for path in config.extra["style_parts"]]
    (site / STYLES).parent.mkdir(parents=True, exist_ok=True)
    (site / STYLES).write_text("\n".join(parts), "utf-8")
    index = site / INDEX
    if index.is_file():
        whole = index.read_text("utf-8")
        (site / WHOLE_INDEX).write_text(whole, "utf-8")
        index.write_text(json.dumps(json.loads(whole) | {"docs": []}), "utf-8")


def _source(config: MkDocsConfig, path: str) -> Path:
    return Path(config.docs_dir) / path


def _search_worker(config: MkDocsConfig) -> str:
    found = [
        path for place in config.theme.dirs for path in Path(place).glob(f"{WORKERS}/search.*")
    ]
    scripts = [path.name for path in found if path.suffix == ".js"]
    if len(scripts) != 1:
        raise PluginError(
            f"The theme has {len(scripts)} search workers. fix: mend integration_patterns/site."
        )
    return scripts[0]
