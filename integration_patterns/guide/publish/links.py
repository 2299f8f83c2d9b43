"""Follows every link of the built site that stays within it, raw HTML included."""

import posixpath
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from integration_patterns.guide.publish.html import BuiltPage


def broken(pages: dict[str, BuiltPage], site: Path, base: str) -> Iterator[tuple[str, int, str]]:
    """Yield page, line and link for each link that leads nowhere; `base` is the site's own path."""
    is_file = cache(lambda target: (site / target).is_file())

    @cache
    def is_broken(link: str, page: str) -> bool:
        url = urlsplit(link)
        if url.scheme or url.netloc:
            return False
        target = _target(unquote(url.path), page, base)
        if target is None or not is_file(target):
            return True
        return bool(url.fragment) and not _has_anchor(pages.get(target), unquote(url.fragment))

    for name, page in pages.items():
        yield from ((name, line, link) for line, link in page.links if is_broken(link, name))


def _target(path: str, page: str, base: str) -> str | None:
    if not path:
        return page
    if path.startswith("/"):
        if not path.startswith(base):
            return None
        joined = path.removeprefix(base)
    else:
        joined = posixpath.join(posixpath.dirname(page), path)
    normal = posixpath.normpath(joined) if joined else "."
    if normal.startswith(".."):
        return None
    is_folder = path.endswith("/") or normal == "." or not posixpath.splitext(normal)[1]
    return posixpath.normpath(posixpath.join(normal, "index.html")) if is_folder else normal


def _has_anchor(page: BuiltPage | None, fragment: str) -> bool:
    """A fragment of something that is not a page, as of an SVG, is taken on trust."""
    return page is None or fragment in page.ids or fragment.startswith(("__", ":~:"))
