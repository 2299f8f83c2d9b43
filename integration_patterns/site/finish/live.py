"""Adds what runs the app in the pages: the bundle, the app's texts, and the headers for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from integration_patterns.guide.errors import PageError
from integration_patterns.live import policy, section, sources
from integration_patterns.live.copying import copy_bundle
from integration_patterns.live.errors import BundleError

if TYPE_CHECKING:
    from integration_patterns.guide.publish.html import BuiltPage

GetBundle = Callable[[Path], Path]

FOLDER = "assets/live"
ELEMENT = "live-example"
SCRIPT = f"{FOLDER}/main.js"
"""Named by the pages, whatever the bundle: it imports the script that the bundle has."""

NO_BUNDLE = "This copy of the site was built without the bundle, so nothing runs here."
SAY_SO = (
    'for (const note of document.querySelectorAll(".nothing-runs")) '
    f"note.textContent = {json.dumps(NO_BUNDLE)};\n"
)


def add(
    site: Path,
    root: Path,
    pages: dict[str, BuiltPage],
    base: str,
    get_bundle: GetBundle,
) -> list[PageError]:
    """Add it, if a page asks for it, and return why it can't be made.

    Args:
        site: The built site.
        root: The folder that holds the app.
        pages: The pages of the site.
        base: The path that the site is served under.
        get_bundle: Returns the folder of the bundle, given the root.
    """
    if not _asked_for(pages):
        return []
    for name, text in policy.files(base).items():
        (site / name).write_text(text, "utf-8")
    folder = site / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    if not any(ELEMENT in page.components for page in pages.values()):
        (site / SCRIPT).touch()
        return []
    try:
        bundle = get_bundle(root)
    except BundleError as error:
        (site / SCRIPT).write_text(SAY_SO, "utf-8")
        what = f"{error.message} Pages show what is recorded, and nothing runs"
        return [PageError("The bundle", what, error.fix.removesuffix("."))]
    copy_bundle(bundle, folder)
    entry = json.loads((bundle / "manifest.json").read_text("utf-8"))["main.js"]["file"]
    (site / SCRIPT).write_text(f'import "./{entry}";\n', "utf-8")
    texts = json.dumps(sources.texts(root), ensure_ascii=False, separators=(",", ":"))
    (folder / section.SOURCES).write_text(texts, "utf-8")
    return []


def without_policy(site: Path, pages: dict[str, BuiltPage]) -> list[PageError]:
    """Return the pages that may run more than the site's own files."""
    if not _asked_for(pages):
        return []
    return [
        PageError(
            str(site / name),
            "it hasn't the site's content policy",
            f"write into theme/partials/content-policy.html: {policy.meta()}",
        )
        for name, page in pages.items()
        if page.policy != policy.meta()
    ]


def _asked_for(pages: dict[str, BuiltPage]) -> bool:
    return any(link.endswith(SCRIPT) for page in pages.values() for _, link in page.links)
