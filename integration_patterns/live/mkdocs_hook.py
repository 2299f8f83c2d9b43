"""Gives the pages their workbench: the bundle, the app's files, and an element for each example."""

from __future__ import annotations

import hashlib
import json
import logging
import os.path
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.exceptions import PluginError
from mkdocs.utils.meta import get_data

from integration_patterns.guide import project as projects
from integration_patterns.guide.errors import PageError
from integration_patterns.live import examples, front_matter, policy, section, sources
from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.live.errors import BundleError

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.hooks.live")

FOLDER = "assets/live"
PLAYGROUND = "playground.md"
DIFFERS = "reference/browser.md"
NO_BUNDLE = "<p>This copy of the site was built without the bundle, so nothing runs here.</p>"
PICTURE = "assets/screenshots/dashboard.png"


@dataclass
class Site:
    """What this build knows: the bundle if there is one, and the texts of the app."""

    bundle: Path | None
    texts: dict[str, str]

    @property
    def text_file(self) -> str:
        """The name under which the page fetches the texts."""
        return f"sources-{hashlib.sha256(self.packed).hexdigest()[:10]}.json"

    @property
    def packed(self) -> bytes:
        """The texts as the page fetches them."""
        return json.dumps(self.texts, ensure_ascii=False, separators=(",", ":")).encode()


site = Site(None, {})


def on_config(config: MkDocsConfig) -> None:
    """Read what the pages show, and what they may do."""
    site.texts = sources.texts(Path(config.config_file_path).parent)
    config.extra["content_policy"] = policy.meta()


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Make the bundle if a page wants it, or say that there is none: that fails a strict build."""
    pages = (get_data(file.content_string)[1] for file in files.documentation_pages())
    site.bundle = _bundle() if any("live" in meta for meta in pages) else None
    if site.bundle is None:
        return
    script = ExtraScriptValue(f"{FOLDER}/{_entry(site.bundle)}")
    script.type = "module"
    config.extra_javascript.append(script)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put each example of a page into its element."""
    if "live" not in page.meta:
        return html
    root = Path(config.config_file_path).parent
    file = Path(page.file.abs_src_path or "")
    name = file.relative_to(root).as_posix()
    try:
        live = front_matter.read(page.meta["live"], name, site.texts)
        breaks = projects.find(root).breaks
        found = [] if live.whole else examples.find(file, name, live, breaks)
        if site.bundle is None:
            return html + NO_BUNDLE if live.whole else html
        addresses = _addresses(files)
        if live.whole:
            return html + section.playground(page.url, live, addresses)
        tags = section.elements(live, found, addresses)
        return section.wrapped(html, name, tags, examples.block_count(file, name))
    except PageError as error:
        raise PluginError(str(error)) from error


def on_post_build(config: MkDocsConfig) -> None:
    """Copy the bundle and the texts, and write the headers."""
    built = Path(config.site_dir)
    for name, text in policy.files(_base(config)).items():
        (built / name).write_text(text, "utf-8")
    if site.bundle is not None:
        shutil.copytree(site.bundle, built / FOLDER, dirs_exist_ok=True)
        (built / FOLDER / site.text_file).write_bytes(site.packed)


def _base(config: MkDocsConfig) -> str:
    """The path that the site is published under."""
    return urlsplit(config.site_url or "/").path.rstrip("/") + "/"


def _bundle() -> Path | None:
    try:
        return ensure_bundle(say=lambda line: log.info("Bundle: %s", line))
    except BundleError as error:
        log.warning("%s Pages show what is recorded, without a Run button.", error)
        return None


def _entry(bundle: Path) -> str:
    manifest = json.loads((bundle / "manifest.json").read_text("utf-8"))
    return str(manifest["main.js"]["file"])


def _addresses(files: Files) -> dict[str, str]:
    return {
        "sources": site.text_file,
        "playground": _address(files, PLAYGROUND),
        "differs": _address(files, DIFFERS),
        "picture": _address(files, PICTURE),
    }


def _address(files: Files, source: str) -> str:
    """The address of a file as seen from the bundle's folder."""
    file = files.get_file_from_path(source)
    if file is None:
        raise PageError(f"docs/{source}", "the workbench links to it, and it is missing", "add it")
    address = os.path.relpath(file.url or ".", FOLDER)
    return f"{address}/" if file.url.endswith("/") else address
