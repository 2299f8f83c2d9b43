"""Finishes a built site, whatever has built it: one style sheet, search, bundle, headers, gate.

In: the folder of the site, and of the project. Out: what is wrong in it; files of the site change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from integration_patterns.guide.publish import html, judge
from integration_patterns.live.bundle import ensure_bundle
from integration_patterns.site.finish import live, search, styles

if TYPE_CHECKING:
    from pathlib import Path

    from integration_patterns.guide.errors import PageError


def finish(
    site: Path,
    root: Path,
    *,
    to_publish: bool = True,
    get_bundle: live.GetBundle = ensure_bundle,
) -> list[PageError]:
    """Add to a built site what its pages need, and return what is wrong with it.

    Args:
        site: The folder of the built site.
        root: The folder of the project.
        to_publish: Whether it must be proven, and have the content policy.
        get_bundle: Returns the folder of the app's bundle, given the root.
    """
    pages = html.of_site(site)
    base = _base(pages)
    styles.join(site)
    search.set_apart(site)
    found = live.add(site, root, pages, base, get_bundle)
    if to_publish:
        found += live.without_policy(site, pages)
    return [*found, *judge.findings(site, pages, root, base, to_publish=to_publish)]


def _base(pages: dict[str, html.BuiltPage]) -> str:
    """The path that the site is served under, from the address that its home page states."""
    home = pages.get("index.html")
    path = urlsplit(home.address).path if home else ""
    return path if path.endswith("/") else f"{path}/"
