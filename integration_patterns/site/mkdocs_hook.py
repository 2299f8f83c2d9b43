"""Makes the built pages light: slim code, one style sheet, a search index that waits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError

from integration_patterns.site.kept_pages import KeptPage
from integration_patterns.site.kept_search import KeptIndex
from integration_patterns.site.kept_templates import KeptTemplates
from integration_patterns.site.searched import searched
from integration_patterns.site.slim import slimmed
from integration_patterns.site.views import named

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

STYLES = "assets/stylesheets/site.css"
INDEX = "search/search_index.json"
WHOLE_INDEX = "search/whole_index.json"
SOURCE_MAP = re.compile(r"\s*/\*# sourceMappingURL=[^*]*\*/")


def on_config(config: MkDocsConfig) -> None:
    """Name the one style sheet instead of its parts, and the theme's search worker."""
    theirs = [_of_theme(config, f"assets/stylesheets/{name}.*.css") for name in ("main", "palette")]
    config.extra["style_parts"] = [*theirs, *config.extra_css]
    config.extra_css[:] = [STYLES]
    worker = _of_theme(config, "assets/javascripts/workers/search.*.js")
    config.extra["search_worker"] = Path(worker).name


def on_pre_build(config: MkDocsConfig) -> None:
    """Let the search read only what has changed."""
    search = config.plugins.get("material/search")
    if search is not None:
        search.search_index = KeptIndex(**search.config)


def on_pre_page(page: Page, **_: object) -> Page:
    """Render only what has changed."""
    page.__class__ = KeptPage
    return page


def on_env(env: Environment, **_: object) -> Environment:
    """Compile only the templates that have changed."""
    env.bytecode_cache = KeptTemplates()
    return env


def on_page_content(html: str, **_: object) -> str:
    """Slim the page's code, name the tabs that are views, and keep code out of the search."""
    return searched(named(slimmed(html)))


def on_post_build(config: MkDocsConfig) -> None:
    """Write the style sheet, and set the search index apart."""
    site = Path(config.site_dir)
    parts = [(site / path).read_text("utf-8") for path in config.extra["style_parts"]]
    (site / STYLES).write_text(SOURCE_MAP.sub("", "\n".join(parts)), "utf-8")
    index = site / INDEX
    if index.is_file():
        whole = index.read_text("utf-8")
        (site / WHOLE_INDEX).write_text(whole, "utf-8")
        index.write_text(json.dumps(json.loads(whole) | {"docs": []}), "utf-8")


def _of_theme(config: MkDocsConfig, pattern: str) -> str:
    found = {
        file.relative_to(place).as_posix()
        for place in config.theme.dirs
        for file in Path(place).glob(pattern)
    }
    if len(found) != 1:
        raise PluginError(
            f"The theme has {len(found)} files {pattern}. fix: correct integration_patterns/site."
        )
    return found.pop()
