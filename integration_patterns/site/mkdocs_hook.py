"""Finishes the site that mkdocs has built; every finding is a warning, so strict fails.

`mkdocs build` and `mkdocs gh-deploy` make a site to publish: there, a block whose tests have not
passed is a finding, too. `mkdocs serve` shows the pages while you write them, so the ledger only
says what has not run. `extra.unproven: show` in mkdocs.yml builds like `mkdocs serve`.
"""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from integration_patterns.guide.publish.rows import SHOW
from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.site.finish import finish, styles
from integration_patterns.site.kept import templates
from integration_patterns.site.kept.bundle import BundleBeside
from integration_patterns.site.kept.pages import KeptPage
from integration_patterns.site.kept.search import KeptIndex

if TYPE_CHECKING:
    from typing import Literal

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.site")

SERVE = "serve"
commands: list[str] = []


def on_startup(command: Literal["build", "gh-deploy", "serve"], **_: object) -> None:
    """Remember what mkdocs was asked to do."""
    commands[:] = [command]


def on_pre_build(config: MkDocsConfig) -> None:
    """Let pages have the one style sheet, and what makes them use again what has not changed."""
    if styles.SHEET in config.extra_css:
        config.extra_css[:] = [styles.SHEET]
    search = config.plugins.get("material/search")
    if search is not None:
        search.search_index = KeptIndex(**search.config)
    docstrings = config.plugins.get("mkdocstrings")
    if docstrings is not None:
        docstrings.get_handler("python").env.bytecode_cache = templates.KeptTemplates()


def on_pre_page(page: Page, **_: object) -> Page:
    """Render only what has changed."""
    page.__class__ = KeptPage
    return page


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Use only the templates again that show something else."""
    templates.keep(env, config, files)
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Do what `patterns publish` does."""
    root = Path(config.config_file_path).parent
    to_publish = SERVE not in commands and config.extra.get("unproven") != SHOW
    get_bundle = beside(root) if SERVE in commands else ensure_bundle
    found = finish(Path(config.site_dir), root, to_publish=to_publish, get_bundle=get_bundle)
    for finding in found:
        log.warning("%s", finding)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, **_: object) -> LiveReloadServer:
    """Build again when the bundle of a changed app is made."""
    server.watch(str(_ready(Path(config.config_file_path).parent)))
    return server


@cache
def beside(root: Path) -> BundleBeside:
    """Return the one that makes bundles for this `mkdocs serve`."""
    return BundleBeside(_ready(root), ThreadPoolExecutor(1))


def _ready(root: Path) -> Path:
    return root / ".cache/integration-patterns/bundle"
