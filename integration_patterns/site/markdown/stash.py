"""The blocks that are HTML already while the rest of a page is still a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown.util import HTML_PLACEHOLDER_RE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown


def html_of(element: Element, md: Markdown) -> str:
    """Return the HTML that an element is the placeholder of, or nothing."""
    found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
    if found is None or len(element):
        return ""
    return str(md.htmlStash.rawHtmlBlocks[int(found[1])])


def is_code(html: str, *languages: str) -> bool:
    """Tell whether HTML is a block of code, of one of these languages if any are named."""
    first, _, _ = html.partition(">")
    if not html.startswith('<div class="') or " highlight" not in f" {first}":
        return False
    return not languages or any(f"language-{language} " in first for language in languages)
